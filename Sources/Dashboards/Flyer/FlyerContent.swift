import Adoption

/// What the flyer says, in the order of the sheet: the definition in words.
struct FlyerContent {
    struct Frame {
        var title: String
        /// `募集 20件`
        var places: String
        /// The first in large type.
        var rewards: [String]
        /// Who may apply, and how.
        var who: [String]
        /// Those that not every frame has.
        var conditions: [String]
        /// ヒアリング → 変更 → 確認
        var flow: [String]
        var isModel: Bool
    }

    /// 研修会参加者向け特別枠あり
    var badge: String
    var title: String
    var catchphrase: String
    var summary: String
    /// 対象事業所, 募集期間 …
    var facts: [(label: String, text: String)]
    /// Of every frame.
    var common: [String]
    var frames: [Frame]
    /// How many frames are not shown, when there are too many for a sheet.
    var framesLeftOut = 0
    var steps: [String]
    var notes: [String]
    var contact: [String]
    var organiser: String
    /// The form; nil when the definition names no address.
    var address: String?
}

/// Puts a definition into the words of the flyer.
struct FlyerWriter {
    let definition: CampaignDefinition
    let reference: Reference
    let words: Wording

    private var format: Format { words.format }

    func content() -> FlyerContent {
        let common = commonConditions
        let hasSpecial = definition.frames.contains {
            $0.reservedForAttendees > 0 || $0.applicant.attendedSeminar != nil
        }
        return FlyerContent(
            badge: hasSpecial ? words("flyer.badge") : "", title: definition.title,
            catchphrase: definition.texts.catchphrase, summary: definition.texts.summary, facts: facts,
            common: common.map(text), frames: definition.frames.map { frame($0, common: common) },
            steps: definition.texts.steps, notes: definition.texts.notes, contact: definition.texts.contact,
            organiser: definition.organiser, address: definition.formAddress)
    }

    private var facts: [(label: String, text: String)] {
        var places = definition.places.map { words("flyer.places_value", ["places": format.integer($0)]) }
        if places == nil {
            let own = definition.frames.compactMap(\.places)
            if own.count == definition.frames.count, !own.isEmpty {
                places = words("flyer.places_value", ["places": format.integer(own.reduce(0, +))])
            }
        }
        return [
            (words("flyer.target"), targets),
            (
                words("flyer.recruitment"),
                words(
                    "campaign.span",
                    [
                        "from": format.instant(definition.opens),
                        "to": format.instant(definition.lastRecruitingInstant),
                    ])
            ),
            (
                words("flyer.period"),
                words(
                    "campaign.span",
                    ["from": format.day(definition.begins), "to": format.day(definition.ends)])
            ),
            (words("flyer.places"), places ?? ""),
        ].filter { !$0.1.isEmpty }
    }

    private var applicants: [CampaignApplicants] {
        definition.frames.flatMap { [$0.applicant] + ($0.partner.map { [$0] } ?? []) }
    }

    /// Services of all frames together, in the order in which they are named; empty when a frame takes any.
    private var allServices: [String] {
        guard applicants.allSatisfy({ !$0.services.isEmpty }) else { return [] }
        return applicants.flatMap(\.services).reduce(into: []) { all, code in
            if !all.contains(code) { all.append(code) }
        }
    }

    /// 静岡市の居宅介護支援事業所、介護サービス事業所
    private var targets: String {
        let areas = applicants.flatMap(\.areas).reduce(into: [MunicipalityCode]()) { all, code in
            if !all.contains(code) { all.append(code) }
        }
        return words("flyer.offices_in", ["area": names(of: areas), "services": names(ofServices: allServices)])
    }

    private func names(of areas: [MunicipalityCode]) -> String {
        let names = areas.map { code in
            let prefecture = reference.prefecture(code.prefecture)
            return prefecture?.code == code
                ? prefecture?.name ?? code.description
                : reference.municipalityIndex(of: code).map { reference.municipalities[$0].name } ?? code.description
        }
        guard names.count > 3 else { return format.list(names) }
        return words(
            "flyer.areas", ["names": format.list(Array(names.prefix(2))), "count": format.integer(names.count)])
    }

    private func names(ofServices codes: [String]) -> String {
        let names = codes.map { code in
            reference.services.first { $0.code == code }?.shortName ?? code
        }
        switch names.count {
        case 0: return words("flyer.any_service")
        case 1...3: return words("flyer.services", ["names": format.list(names)])
        default:
            // 43 is 居宅介護支援, which every scheme names first.
            guard let care = codes.firstIndex(of: "43") else { return words("flyer.services_many") }
            return words("flyer.services_more", ["name": names[care]])
        }
    }

    // MARK: - Frames

    /// The same in every frame.
    private var commonConditions: [CampaignCondition] {
        guard definition.frames.count > 1, let first = definition.frames.first else { return [] }
        return first.conditions.filter { condition in
            definition.frames.allSatisfy { $0.conditions.contains(condition) }
        }
    }

    private func frame(_ frame: CampaignFrame, common: [CampaignCondition]) -> FlyerContent.Frame {
        var flow: [String] = []
        for condition in frame.conditions {
            if case .workflow(let kinds, _) = condition.requirement { flow = kinds.map(step) }
        }
        let places = frame.places.map { words("flyer.frame_places", ["places": format.integer($0)]) } ?? ""
        let reserved =
            frame.reservedForAttendees > 0
            ? words("flyer.reserved", ["count": format.integer(frame.reservedForAttendees)]) : ""
        return FlyerContent.Frame(
            title: frame.title, places: places + reserved, rewards: frame.rewards.map(text), who: who(frame),
            conditions: frame.conditions.filter { !common.contains($0) }.map(text), flow: flow,
            isModel: frame.kind == .model)
    }

    private func step(_ kind: EnrollmentStep.Kind) -> String {
        switch kind {
        case .hearing: words("flyer.step_hearing")
        case .changed: words("flyer.step_changed")
        case .confirmed: words("flyer.step_confirmed")
        default: kind.rawValue
        }
    }

    private func who(_ frame: CampaignFrame) -> [String] {
        var lines: [String] = []
        if let partner = frame.partner {
            lines.append(
                words(
                    "flyer.pair",
                    [
                        "first": party(frame.applicant, in: frame), "second": party(partner, in: frame),
                    ]))
            if frame.differentCorporations { lines.append(words("flyer.different_corporations")) }
        } else {
            let applicant = party(frame.applicant, in: frame)
            if applicant != words("flyer.any_office") { lines.append(applicant) }
        }
        if frame.applicant.attendedSeminar != nil { lines.append(words("flyer.attended")) }
        return lines
    }

    private func party(_ applicant: CampaignApplicants, in frame: CampaignFrame) -> String {
        // What every frame takes is told at the top.
        let services =
            Set(applicant.services) == Set(allServices)
            ? words("flyer.any_office") : names(ofServices: applicant.services)
        return switch applicant.use {
        case .any: services
        case .notYet: words("flyer.not_yet", ["services": services])
        case .already: words("flyer.already", ["services": services])
        case .never: words("flyer.never", ["services": services])
        }
    }

    private func text(_ condition: CampaignCondition) -> String {
        guard let day = condition.requirement.lastDay else { return condition.title }
        switch condition.requirement {
        case .stillUsing, .inOperation:
            return words("flyer.condition_on", ["title": condition.title, "day": format.day(day)])
        default: return words("flyer.condition_by", ["title": condition.title, "day": format.day(day)])
        }
    }

    private func text(_ reward: CampaignReward) -> String {
        switch reward.amount {
        case .fixed(let yen): return words("flyer.reward", ["title": reward.title, "yen": format.integer(yen)])
        case .perPartner(let yen, _, let least, let most):
            let values: KeyValuePairs = [
                "title": reward.title, "yen": format.integer(yen), "least": format.integer(least),
                "most": format.integer(most ?? 0),
            ]
            return most == nil ? words("flyer.reward_each", values) : words("flyer.reward_each_most", values)
        case .cost(let cap, _, _):
            return words("flyer.reward_cost", ["title": reward.title, "cap": format.integer(cap)])
        }
    }
}
