import Records

/// What `--dry-run` tells: what would be run, with which settings, for how long and to where.
struct DryRun {
  let plan: RunPlan
  let pace: Pace
  /// Whether the results are there already.
  let isNeedless: Bool

  /// For people.
  var text: String {
    let identity = plan.identity
    let time = isNeedless ? "nothing to do" : pace.about(minutes: plan.minutes)
    let heading =
      "\(identity.notebook): \(identity.data), \(identity.profile), seed \(identity.seed), "
      + "\(time), to \(plan.goal)"
    let settings = identity.settings.map {
      "  \($0.key) = \($0.value.text)  \($0.description)"
    }
    return ([heading] + settings).joined(separator: "\n")
  }
}

/// For programs.
extension DryRun: Encodable {
  private enum CodingKeys: String, CodingKey {
    case notebook, data, profile, seed, settings, folder, status, minutes
    case judgedBy = "judged_by"
  }

  func encode(to encoder: any Encoder) throws {
    let identity = plan.identity
    let settings = [String: JSON](
      uniqueKeysWithValues: identity.settings.map { ($0.key, $0.value.json) })
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(identity.notebook, forKey: .notebook)
    try container.encode(identity.data, forKey: .data)
    try container.encode(identity.profile, forKey: .profile)
    try container.encode(identity.seed, forKey: .seed)
    try container.encode(settings, forKey: .settings)
    try container.encode(plan.goal, forKey: .folder)
    try container.encode(isNeedless ? "skipped" : "planned", forKey: .status)
    try container.encode(isNeedless ? 0 : plan.minutes * pace.factor, forKey: .minutes)
    try container.encode(pace.source.rawValue, forKey: .judgedBy)
  }
}
