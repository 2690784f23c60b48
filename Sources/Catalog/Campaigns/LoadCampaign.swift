import Adoption

extension CampaignDefinition {
    /// Reads the text of a definition file.
    /// - Returns: the definition, nil when there is a mistake, and every mistake and warning in the order of the lines.
    package static func read(
        yaml text: String, file: String, names: ReferenceNames
    ) -> (definition: CampaignDefinition?, problems: [DefinitionProblem]) {
        let reader = DefinitionReader(file: file, sections: CampaignKeys.sections)
        let definition = reader.root(text, section: "campaign").map { root in
            CampaignLoader(reader: reader, names: names).campaign(root)
        }
        return (reader.hasMistakes ? nil : definition, reader.sortedProblems)
    }

    /// The same for one file: making the names takes longer than reading, so that several files share them.
    package static func read(
        yaml text: String, file: String, reference: Reference
    ) -> (definition: CampaignDefinition?, problems: [DefinitionProblem]) {
        read(yaml: text, file: file, names: ReferenceNames(reference))
    }

    /// 「section.key」 of every key that reading a text looked for: a test compares them with `CampaignKeys`.
    package static func keysAsked(yaml text: String, names: ReferenceNames) -> Set<String> {
        let reader = DefinitionReader(file: "", sections: CampaignKeys.sections)
        guard let root = reader.root(text, section: "campaign") else { return [] }
        _ = CampaignLoader(reader: reader, names: names).campaign(root)
        return reader.asked
    }

    /// Reads the text of a definition file.
    /// - Throws: `Failure.invalid` with every mistake, each with file, line, column and, where there is one, a
    ///   suggestion.
    package init(yaml text: String, file: String, reference: Reference) throws {
        let (definition, problems) = CampaignDefinition.read(yaml: text, file: file, reference: reference)
        guard let definition else { throw Failure(problems) }
        self = definition
    }
}

/// What the conditions and deadlines of a campaign are measured against; nil where the file does not say it rightly.
struct CampaignDates {
    var opens: WallClock?
    var closes: WallClock?
    var begins: Day?
    var ends: Day?

    /// The last day on which one can apply.
    var lastDay: Day? { closes.map { Instant(milliseconds: $0.end.milliseconds - 1).dayInJapan } }
}

/// Builds a definition out of its file. Values that are absent or wrong are noted by the places and stand as empty
/// ones in a definition that is then thrown away.
struct CampaignLoader {
    let reader: DefinitionReader
    let names: ReferenceNames
    /// Stands for a day that is missing; never leaves the loader.
    static let noDay = Day(number: 0)

    func campaign(_ root: DefinitionPlace) -> CampaignDefinition {
        let dates = dates(root)
        let area = root.value("area").flatMap { names.area($0, reader) }
        let id = root.id("id") ?? ""
        let common = root.places("conditions").compactMap { place in condition(place, dates).map { (place, $0) } }
        let frames = root.places("frames").map { place in
            (place: place, frame: frame(place, area: area, common: common, dates: dates))
        }
        if frames.isEmpty, let value = root.definition["frames"], value.isSequence, value.items.isEmpty {
            root.report("応募枠がありません。", "一つ以上の枠が要ります。", at: "frames")
        }
        reportRepeated(frames.map { ($0.place, $0.frame.id) }, "枠")
        let definition = CampaignDefinition(
            id: id, title: root.text("title") ?? "", area: area ?? MunicipalityCode(number: 0),
            organiser: root.text("organiser") ?? area.map(names.name) ?? "",
            opens: dates.opens?.start ?? Instant(milliseconds: 0),
            closes: dates.closes?.end ?? Instant(milliseconds: 0),
            begins: dates.begins ?? CampaignLoader.noDay, ends: dates.ends ?? CampaignLoader.noDay,
            frames: frames.map(\.frame), places: root.count("places"), budget: root.count("budget"),
            limits: limits(root.place("limits"), id: id),
            deadlines: deadlines(root.place("deadlines"), frames.map(\.frame), dates),
            texts: texts(root.place("texts")), routes: names.routes(root.value("routes"), reader))
        checkPlaces(root, definition, frames)
        checkBudget(root, definition)
        return definition
    }

    private func dates(_ root: DefinitionPlace) -> CampaignDates {
        var dates = CampaignDates()
        if let place = root.place("recruitment") {
            dates.opens = place.minute("opens")
            dates.closes = place.minute("closes")
            if let opens = dates.opens, let closes = dates.closes, closes.end <= opens.start {
                place.report("募集の終了が開始より前です。", "開始より後の日時が要ります。", at: "closes")
                dates.closes = nil
            }
        }
        guard let place = root.place("period") else { return dates }
        dates.begins = place.day("begins") ?? (place.definition["begins"] == nil ? dates.opens?.day : nil)
        dates.ends = place.day("ends")
        if let begins = dates.begins, let ends = dates.ends, ends < begins {
            place.report("終了日が開始日\(begins)より前です。", "開始日以降の日が要ります。", at: "ends")
        } else if let last = dates.lastDay, let ends = dates.ends, ends < last {
            place.report("終了日が募集の終了（\(last)）より前です。", "募集の終了以降の日が要ります。", at: "ends")
        }
        return dates
    }

    private func limits(_ place: DefinitionPlace?, id: String) -> CampaignLimits {
        guard let place else { return CampaignLimits() }
        let others = place.ids("not_with")
        if !id.isEmpty, others.contains(id) {
            place.report("このキャンペーン自身のID「\(id)」があります。", "ほかのキャンペーンのIDが要ります。", at: "not_with")
        }
        return CampaignLimits(
            oncePerOffice: place.flag("once_per_office") ?? true,
            oncePerCorporation: place.flag("once_per_corporation") ?? false, notWith: others)
    }

    private func deadlines(
        _ place: DefinitionPlace?, _ frames: [CampaignFrame], _ dates: CampaignDates
    ) -> CampaignDeadlines {
        let ends = dates.ends ?? CampaignLoader.noDay
        let starts = frames.flatMap(\.conditions).compactMap { condition in
            if case .startUsing(_, let by) = condition.requirement { by } else { nil }
        }
        let offers = place?.day("offers_until")
        if let offers, let ends = dates.ends, offers > ends {
            place?.report("空いた枠を案内する最後の日が、終了日\(ends)より後です。", "終了日以前の日が要ります。", at: "offers_until")
        }
        let contacts = place?.day("contacts_until")
        if let contacts, let ends = dates.ends, contacts <= ends {
            place?.report("連絡先を消す日が、終了日\(ends)以前です。", "終了日より後の日が要ります。", at: "contacts_until")
        }
        return CampaignDeadlines(
            partnerHours: place?.count("partner_hours") ?? 72, offerHours: place?.count("offer_hours"),
            offersUntil: offers ?? min(starts.min() ?? ends, ends), contactsUntil: contacts ?? ends.advanced(by: 180))
    }

    /// Two of the same id within a list.
    func reportRepeated(_ items: [(place: DefinitionPlace, id: String)], _ what: String) {
        var seen: Set<String> = []
        for (place, id) in items where !id.isEmpty && !seen.insert(id).inserted {
            place.report("\(what)のID「\(id)」が二度あります。", "IDは一つずつ違う名前にしてください。", at: "id")
        }
    }
}
