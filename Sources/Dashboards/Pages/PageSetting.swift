import Adoption
import Analytics

/// What all pages of one publication share: the reference data, the rules, the day, and the state of knowledge.
package struct PageSetting: Sendable {
    package var reference: Reference
    package var rules: KPIRules
    package var asOf: Day
    package var knownAt: Instant
    package var revision: Int64
    /// Services of the office lists of each municipality, by place in `Reference.municipalities`.
    package var listedServices: [ServiceSet]
    /// What the figures of the page rest on: a page puts its own area here.
    package var grounds = Grounds()
    /// Places in `Reference.municipalities` that have a page; others are named without a link.
    package var published: Set<Int>
    package var words: Wording

    package init(
        reference: Reference, rules: KPIRules, asOf: Day, knownAt: Instant, revision: Int64,
        listedServices: [ServiceSet], published: Set<Int>, words: Wording
    ) {
        self.reference = reference
        self.rules = rules
        self.asOf = asOf
        self.knownAt = knownAt
        self.revision = revision
        self.listedServices = listedServices
        for services in listedServices { grounds.services.bits |= services.bits }
        self.published = published
        self.words = words
    }

    var format: Format { words.format }

    /// `2026年10月31日時点`
    var day: String { words("context.as_of", ["day": format.day(asOf)]) }

    func area(_ index: Int) -> Reference.Area { reference.municipalities[index] }

    /// The name of a municipality as the head of a row, leading to its page if there is one.
    func areaCell(_ index: Int) -> Cell {
        let area = area(index)
        return published.contains(index)
            ? .link(area.name, to: .municipality(area.code.description)) : .text(area.name)
    }

    /// A kept number or the dash with the reason.
    func cell(_ value: Known<Int>) -> Cell {
        switch value {
        case .value(let value): .integer(value)
        case .missing(let reason): .missing(text(reason))
        }
    }

    /// `市町村KPI（案）3割以上 ・ 2026年10月31日時点 ・ 92/412事業所`
    func meta(_ rule: KPIRule, _ count: String = "") -> String {
        format.line([brief(rule), day, count, reportNote])
    }

    func offices(_ count: UseCount) -> String {
        words("unit.ratio_offices", ["ratio": format.ratio(count.share)])
    }
}

// MARK: - Rules in words
extension PageSetting {
    /// `3割`, `35 %`, `1/3`
    func share(_ rule: KPIRule) -> String {
        let threshold = rule.threshold
        if threshold.denominator == 10, words.language == .japanese {
            return words("rule.tenths", ["count": format.integer(threshold.numerator)])
        }
        guard threshold.denominator > 0, threshold.numerator * 100 % threshold.denominator == 0 else {
            return format.ratio(threshold)
        }
        return words("rule.percent", ["count": format.integer(threshold.numerator * 100 / threshold.denominator)])
    }

    /// `30`, `33.3`: the threshold in percent.
    func percent(_ rule: KPIRule) -> String {
        let threshold = rule.threshold
        guard threshold.denominator > 0, threshold.numerator * 100 % threshold.denominator == 0 else {
            return format.share(threshold) ?? Format.none
        }
        return format.integer(threshold.numerator * 100 / threshold.denominator)
    }

    /// `3割以上`
    func shareCondition(_ rule: KPIRule) -> String {
        switch rule.comparison {
        case .atLeast: words("rule.at_least", ["share": share(rule)])
        case .moreThan: words("rule.more_than", ["share": share(rule)])
        }
    }

    /// `市町村KPI（案）3割以上`: the rule in the fewest words.
    func brief(_ rule: KPIRule) -> String {
        let condition = shareCondition(rule)
        switch (rule.level, rule.isDraft) {
        case (.municipality, true): return words("rule.brief_municipality_draft", ["condition": condition])
        case (.municipality, false): return words("rule.brief_municipality", ["condition": condition])
        case (.prefecture, true): return words("rule.brief_prefecture_draft", ["condition": condition])
        case (.prefecture, false): return words("rule.brief_prefecture", ["condition": condition])
        }
    }

    func name(_ rule: KPIRule) -> String {
        words.language == .japanese || rule.nameEnglish.isEmpty ? rule.name : rule.nameEnglish
    }

    /// `利用登録以上の事業所 ÷ 対象の事業所 ≧ 3/10`
    func formula(_ rule: KPIRule) -> String {
        let sign = rule.comparison == .atLeast ? "≧" : ">"
        let threshold = format.ratio(rule.threshold)
        switch rule.level {
        case .municipality:
            return words(
                "rule.formula_municipality",
                ["stage": name(rule.minimumStage), "sign": sign, "threshold": threshold])
        case .prefecture: return words("rule.formula_prefecture", ["sign": sign, "threshold": threshold])
        }
    }

    /// The threshold in percent, for drawing.
    func thresholdPercent(_ rule: KPIRule) -> Double { rule.threshold.percent }

    /// Twice the threshold is the scale of bars and small lines, or 100 when a rate lies beyond.
    func scale(_ rule: KPIRule, _ rates: [Fraction]) -> Int {
        let wanted = min(100, Int((rule.threshold.percent * 2).rounded(.up)))
        return wanted > 0 && rates.allSatisfy { $0.percent <= Double(wanted) } ? wanted : 100
    }

    /// `0–60 %`, with `縦線は30 %` as its remark. The bars of parts, which no KPI judges, name the line as the area's.
    func barColumn(_ rule: KPIRule, scale: Int, isOfParts: Bool = false) -> Column {
        Column(
            "bar", words("column.bar", ["scale": format.integer(scale)]),
            unit: isOfParts
                ? words("column.bar_line_area", ["threshold": percent(rule)])
                : words("column.bar_line", ["threshold": percent(rule)]), .bar)
    }
}

// MARK: - Context of a page
extension PageSetting {
    func context(_ rule: KPIRule, more: [ContextLine] = []) -> Context {
        var lines = [ContextLine("rule", words("context.rule"), name(rule) + " (" + formula(rule) + ")")]
        if rule.level == .prefecture {
            lines.append(ContextLine("premise", words("context.premise"), formula(rules.municipality)))
        }
        let office = rules.municipality
        lines.append(ContextLine("unit", words("context.unit"), unit(of: office)))
        lines.append(ContextLine("scope", words("context.scope"), scope(of: office)))
        lines.append(ContextLine("routes", words("context.routes"), routes(of: office)))
        lines.append(ContextLine("as_of", words("context.day"), format.day(asOf)))
        let known = words(
            "context.known_at_value",
            ["instant": format.instant(knownAt), "revision": format.integer(Int(revision))])
        lines.append(ContextLine("known_at", words("context.known_at"), known))
        if !more.contains(where: { $0.key == "report" }), let line = reportLine { lines.append(line) }
        return Context(
            asOf: asOf, knownAt: knownAt, revision: Int(revision), rule: rule.id, brief: brief(rule),
            lines: lines + more)
    }

    private func unit(of rule: KPIRule) -> String {
        switch (rule.countsSuspended, rule.countsDeemed) {
        case (false, true): words("context.unit_open_and_deemed")
        case (false, false): words("context.unit_open")
        case (true, true): words("context.unit_all")
        case (true, false): words("context.unit_suspended")
        }
    }

    /// How many kinds of service are in scope, and how many of them have been imported: a rate from half of the
    /// lists is not the area's rate.
    private func scope(of rule: KPIRule) -> String {
        let inScope = reference.services.indices.filter(rule.services.contains)
        let missing = missingServices(of: rule)
        guard !missing.isEmpty else { return words("context.scope_all", ["count": format.integer(inScope.count)]) }
        guard missing.count < inScope.count else {
            return words("context.scope_none", ["count": format.integer(inScope.count)])
        }
        return words(
            "context.scope_part",
            [
                "count": format.integer(inScope.count),
                "imported": format.integer(inScope.count - missing.count),
                "missing": format.list(missing.map { reference.services[$0].shortName }),
            ])
    }

    /// Services in scope of which no list of the area has been imported, by place in `Reference.services`.
    func missingServices(of rule: KPIRule) -> [Int] {
        reference.services.indices.filter { rule.services.contains($0) && !grounds.services.contains($0) }
    }

    /// Said beside the headline, because a rate from half of the lists looks like any other rate.
    var scopeWarning: Line? {
        let missing = missingServices(of: rules.municipality).count
        return missing > 0 ? Line(words("context.scope_warning", ["missing": format.integer(missing)])) : nil
    }

    private func routes(of rule: KPIRule) -> String {
        let names = rule.routes(on: asOf).map { code in
            reference.routeIndex(code: code).map { name(reference.routes[$0]) } ?? code
        }
        return format.list(names)
    }

    func name(_ route: Reference.Route) -> String {
        words.language == .japanese || route.nameEnglish.isEmpty ? route.name : route.nameEnglish
    }

    /// The notes at the foot of every page.
    var notes: [Line] {
        [Line(words("note.rates")), Line(words("note.states"))]
    }
}
