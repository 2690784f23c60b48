import Adoption

extension CampaignLoader {
    typealias PlacedCondition = (place: DefinitionPlace, condition: CampaignCondition)

    func frame(
        _ place: DefinitionPlace, area: MunicipalityCode?, common: [PlacedCondition], dates: CampaignDates
    ) -> CampaignFrame {
        let kind = place.choice("kind").flatMap(CampaignFrame.Kind.init(rawValue:))
        let applicant = place.place("applicant").map { applicants($0, area) }
        let partner = place.place("partner").map { applicants($0, area) }
        let own: [PlacedCondition] = place.places("conditions").compactMap { item in
            condition(item, dates).map { (item, $0) }
        }
        let conditions = (common + own).map(\.condition)
        let rewards = place.places("rewards").map { item in (place: item, reward: reward(item, conditions)) }
        let frame = CampaignFrame(
            id: place.id("id") ?? "", kind: kind ?? .single, title: place.text("title") ?? "",
            places: place.count("places"), reservedForAttendees: place.count("reserved_for_attendees") ?? 0,
            reservedSeminar: place.place("reserved_seminar").map(seminar) ?? CampaignSeminar(),
            waiting: place.count("waiting"), applicant: applicant ?? CampaignApplicants(areas: []), partner: partner,
            differentCorporations: place.flag("different_corporations") ?? false,
            eitherOrder: place.flag("either_order") ?? false, conditions: conditions, rewards: rewards.map(\.reward))
        reportRepeated((common + own).map { ($0.place, $0.condition.id) }, "条件")
        reportRepeated(rewards.map { ($0.place, $0.reward.id) }, "謝礼")
        if let value = place.definition["rewards"], value.isSequence, value.items.isEmpty {
            place.report("謝礼がありません。", "一つ以上要ります。", at: "rewards")
        }
        if let kind { checkPartner(place, kind, frame, own: own) }
        checkDeclared(common + own, frame, place)
        return frame
    }

    /// What only a frame for two has stands in no other.
    private func checkPartner(
        _ place: DefinitionPlace, _ kind: CampaignFrame.Kind, _ frame: CampaignFrame, own: [PlacedCondition]
    ) {
        if kind.needsPartner {
            guard !place.has("partner") else { return }
            place.report(
                "kindが\(kind.rawValue)の枠に、相手の事業所（partner）がありません。", "applicantと同じ書き方で要ります。", at: "kind")
            return
        }
        if frame.partner != nil {
            place.report(
                "kindが\(kind.rawValue)の枠に、相手の事業所があります。", "partnerを消すか、kindをpairかreferralにしてください。", at: "partner")
        }
        let flags = [
            ("different_corporations", frame.differentCorporations), ("either_order", frame.eitherOrder),
        ]
        for (key, isSet) in flags where isSet {
            place.report(
                "kindが\(kind.rawValue)の枠では、\(key)は効きません。", "", "消すか、kindをpairかreferralにしてください。", at: key,
                severity: .warning)
        }
        for (place, condition) in own where condition.of == .partner {
            place.report("この枠には相手の事業所がありません。", "ofを消してください。", at: "of")
        }
        for item in place.definition["rewards"]?.items ?? [] {
            guard let to = item["to"], ["partner", "each"].contains(to.scalar) else { continue }
            reader.report(to, "この枠には相手の事業所がありません。", "toを消してください。")
        }
    }

    private func applicants(_ place: DefinitionPlace, _ area: MunicipalityCode?) -> CampaignApplicants {
        let areas = place.value("areas").map { value in value.oneOrMany.compactMap { names.area($0, reader) } }
        if let areas, Set(areas).count < areas.count {
            place.report("同じ自治体が二度あります。", at: "areas", severity: .warning)
        }
        let declarations = place.places("declarations").map { item in
            (place: item, declaration: CampaignDeclaration(id: item.id("id") ?? "", text: item.text("text") ?? ""))
        }
        reportRepeated(declarations.map { ($0.place, $0.declaration.id) }, "申告")
        return CampaignApplicants(
            areas: areas ?? area.map { [$0] } ?? [], services: names.services(place.value("services"), reader),
            use: place.choice("use").flatMap(CampaignApplicants.Use.init(rawValue:)) ?? .any,
            acceptsSuspended: place.flag("accepts_suspended") ?? false,
            acceptsDeemed: place.flag("accepts_deemed") ?? true, attendedSeminar: place.place("seminar").map(seminar),
            declarations: declarations.map(\.declaration))
    }

    /// A `declared` condition must name what the applicant or the partner is asked.
    private func checkDeclared(_ conditions: [PlacedCondition], _ frame: CampaignFrame, _ place: DefinitionPlace) {
        let ids = [frame.applicant, frame.partner].compactMap { $0 }.flatMap(\.declarations).map(\.id)
        for (item, condition) in conditions {
            guard case .declared(let id) = condition.requirement, !id.isEmpty, !ids.contains(id) else { continue }
            reader.report(
                item.definition["declared"]?["id"] ?? place.definition, "枠「\(frame.id)」に申告「\(id)」がありません。",
                ids.isEmpty ? "applicantにdeclarationsが要ります。" : "この枠の申告は\(ids.joined(separator: "、"))です。",
                NearestName.among(ids, to: id).map { "もしかして: \($0)。" } ?? "")
        }
    }

    // MARK: Rewards

    private func reward(_ place: DefinitionPlace, _ conditions: [CampaignCondition]) -> CampaignReward {
        let needs = place.ids("needs")
        for item in place.definition["needs"]?.oneOrMany ?? [] {
            guard let id = item.scalar, needs.contains(id), !conditions.contains(where: { $0.id == id }) else {
                continue
            }
            reportMissing(id, conditions.map(\.id), at: item)
        }
        return CampaignReward(
            id: place.id("id") ?? "", title: place.text("title") ?? "謝礼", amount: amount(place, conditions),
            to: place.choice("to").flatMap(CampaignReward.Payee.init(rawValue:)) ?? .applicant, needs: needs)
    }

    private func reportMissing(_ id: String, _ known: [String], at value: Definition) {
        reader.report(
            value, "条件「\(id)」がこの枠にありません。", known.isEmpty ? "" : "この枠の条件は\(known.joined(separator: "、"))です。",
            NearestName.among(known, to: id).map { "もしかして: \($0)。" } ?? "")
    }

    private func amount(_ place: DefinitionPlace, _ conditions: [CampaignCondition]) -> CampaignReward.Amount {
        let fixed = place.count("fixed")
        let links = place.place("per_partner").map { perPartner($0, conditions) }
        let cost = place.place("cost").map(cost)
        return links ?? cost ?? .fixed(fixed ?? 0)
    }

    private func cost(_ place: DefinitionPlace) -> CampaignReward.Amount {
        let cap = place.count("cap")
        let unit = place.count("round_down_to") ?? 1
        let least = place.count("at_least") ?? 1
        if let cap {
            if unit > cap { place.report("切り捨てる単位が上限を超えています。", "\(cap)以下の額が要ります。", at: "round_down_to") }
            if least > cap { place.report("下限が上限を超えています。", "\(cap)以下の額が要ります。", at: "at_least") }
        }
        return .cost(cap: cap ?? 0, roundedDownTo: unit, atLeast: least)
    }

    private func perPartner(_ place: DefinitionPlace, _ conditions: [CampaignCondition]) -> CampaignReward.Amount {
        let least = place.count("at_least") ?? 0
        let most = place.count("at_most")
        if let most, least > most { place.report("下限が上限を超えています。", "\(most)以下の額が要ります。", at: "at_least") }
        let counting = conditions.filter { condition in
            if case .newPartners = condition.requirement { true } else { false }
        }
        let id = place.id("condition") ?? ""
        if !id.isEmpty, !counting.contains(where: { $0.id == id }), let value = place.definition["condition"] {
            if conditions.contains(where: { $0.id == id }) {
                reader.report(value, "条件「\(id)」は新しい連携先の数の条件ではありません。", "new_partnersの条件が要ります。")
            } else {
                reportMissing(id, counting.map(\.id), at: value)
            }
        }
        return .perPartner(place.count("yen") ?? 0, condition: id, atLeast: least, atMost: most)
    }
}
