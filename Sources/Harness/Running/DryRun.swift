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

  /// For programs.
  var json: JSON {
    let identity = plan.identity
    return .object([
      "notebook": .string(identity.notebook), "data": .string(identity.data),
      "profile": .string(identity.profile.rawValue), "seed": .int(Int64(identity.seed)),
      "settings": .object(
        [String: JSON](uniqueKeysWithValues: identity.settings.map { ($0.key, $0.value.json) })),
      "folder": .string(plan.goal), "status": .string(isNeedless ? "skipped" : "planned"),
      "minutes": .double(isNeedless ? 0 : plan.minutes * pace.factor),
      "judged_by": .string(pace.source.rawValue),
    ])
  }
}
