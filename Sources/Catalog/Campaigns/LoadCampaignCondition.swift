import Adoption

extension CampaignLoader {
    /// Nil when the file does not say which kind of condition it is.
    func condition(_ place: DefinitionPlace, _ dates: CampaignDates) -> CampaignCondition? {
        let id = place.id("id")
        let title = place.text("title")
        let party = place.choice("of").flatMap(CampaignCondition.Party.init(rawValue:))
        let isOptional = place.flag("optional")
        // Every kind is looked up, so that each mistake of a condition with two of them is noted.
        let found = CampaignKeys.requirements.compactMap { section in
            place.place(section.name).map { (title: section.title, requirement: requirement(section.name, $0, dates)) }
        }
        return found.first.map { kind in
            CampaignCondition(
                id: id ?? "", title: title ?? kind.title, requirement: kind.requirement, of: party ?? .both,
                isOptional: isOptional ?? false)
        }
    }

    private func requirement(
        _ kind: String, _ it: DefinitionPlace, _ dates: CampaignDates
    ) -> CampaignCondition.Requirement {
        switch kind {
        case "start_using":
            let from = it.day("from")
            let by = deadline(it, "by", dates)
            checkOrder(it, from, by, key: "by")
            return .startUsing(from: from, by: by ?? CampaignLoader.noDay)
        case "still_using": return .stillUsing(on: deadline(it, "day", dates) ?? CampaignLoader.noDay)
        case "seminar": return .seminar(seminar(it))
        case "survey": return .survey(it.id("id") ?? "", by: deadline(it, "by", dates) ?? CampaignLoader.noDay)
        case "exchange":
            let (from, through) = window(it, dates)
            return .exchange(
                from: from, through: through, count: it.count("count") ?? 1, isMutual: it.flag("mutual") ?? false)
        case "new_partners":
            let (from, through) = window(it, dates)
            return .newPartners(count: it.count("count") ?? 1, from: from, through: through)
        case "partners":
            let (from, through) = window(it, dates)
            return .partners(count: it.count("count") ?? 1, from: from, through: through)
        case "workflow": return .workflow(steps(it), by: deadline(it, "by", dates) ?? CampaignLoader.noDay)
        case "document": return .document(it.id("id") ?? "", by: deadline(it, "by", dates) ?? CampaignLoader.noDay)
        case "declared": return .declared(it.id("id") ?? "")
        default: return .inOperation(on: deadline(it, "day", dates) ?? CampaignLoader.noDay)
        }
    }

    func seminar(_ place: DefinitionPlace) -> CampaignSeminar {
        let from = place.day("from")
        let through = place.day("through")
        checkOrder(place, from, through, key: "through")
        return CampaignSeminar(activities: place.texts("activities"), from: from, through: through)
    }

    private func checkOrder(_ place: DefinitionPlace, _ from: Day?, _ through: Day?, key: String) {
        guard let from, let through, through < from else { return }
        place.report("期間の終わり\(through)が始め\(from)より前です。", "始め以降の日が要ります。", at: key)
    }

    /// A day until or on which something is to be the case: the campaign's end unless the file says another; not
    /// before the recruitment, when nobody could do it.
    private func deadline(_ place: DefinitionPlace, _ key: String, _ dates: CampaignDates) -> Day? {
        guard let day = place.day(key) else { return place.definition[key] == nil ? dates.ends : nil }
        if let opens = dates.opens?.day, day < opens {
            place.report("\(day)は募集の開始\(opens)より前です。", "募集の開始以降の日が要ります。", at: key)
        }
        return day
    }

    private func window(_ place: DefinitionPlace, _ dates: CampaignDates) -> (from: Day, through: Day) {
        let from = place.day("from") ?? (place.definition["from"] == nil ? dates.begins : nil)
        let through = deadline(place, "through", dates)
        checkOrder(place, from, through, key: "through")
        return (from ?? CampaignLoader.noDay, through ?? CampaignLoader.noDay)
    }

    private func steps(_ place: DefinitionPlace) -> [EnrollmentStep.Kind] {
        guard let words = place.choices("steps") else { return [.hearing, .changed, .confirmed] }
        let order = CampaignWords.steps.map(\.word)
        let places = words.compactMap(order.firstIndex)
        if let value = place.definition["steps"], value.isSequence, value.items.isEmpty {
            place.report("段階がありません。", "hearing、changed、confirmedのうち一つ以上が要ります。", at: "steps")
        }
        if zip(places, places.dropFirst()).contains(where: { $0 >= $1 }) {
            place.report(
                "段階の順が違います。", "hearing（ヒアリング）、changed（変更）、confirmed（確認）の順に、一度ずつ書いてください。", at: "steps")
        }
        return words.compactMap(EnrollmentStep.Kind.init(rawValue:))
    }
}
