import Testing

@testable import Records

@Suite struct NullWhenNilTests {
  private struct Members: Codable, Equatable {
    @NullWhenNil var unknown: Int?
    @NullWhenNil var known: Int?
    var absent: Int?
  }

  @Test func isNullWhereAPlainOptionalIsLeftOut() throws {
    let text = try JSON(encoding: Members(unknown: nil, known: 3, absent: nil)).compact
    #expect(text == #"{"known":3,"unknown":null}"#)
    #expect(try JSON.decode(text) == Members(unknown: nil, known: 3, absent: nil))
  }

  @Test func isReadWhereItIsLeftOut() throws {
    #expect(try JSON.decode("{}") == Members(unknown: nil, known: nil, absent: nil))
  }
}
