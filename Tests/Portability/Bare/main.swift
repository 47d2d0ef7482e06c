import Digests

@main struct Main {
  static func main() {
    forEachDigest { print(digestLine($0, $1)) }
  }
}
