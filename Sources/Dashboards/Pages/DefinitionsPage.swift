import Adoption
import Analytics

/// 定義: every rule in words, what the states and stages mean, where the data come from, what they cannot tell.
package struct DefinitionsPage: Sendable {
    package var setting: PageSetting

    package init(setting: PageSetting) {
        self.setting = setting
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    package func page() -> Page {
        Page(
            kind: .definitions, path: .definitions, language: words.language, title: words("definitions.title"),
            kick: words("page.kick", ["area": words("definitions.crumb"), "day": setting.day]),
            headline: words("definitions.headline"), lead: [Line(words("definitions.lead"))],
            context: setting.context(setting.rules.municipality),
            breadcrumb: [
                Crumb(words("national.crumb"), .national), Crumb(words("definitions.crumb"), .definitions),
            ],
            blocks: [rules, states, reading, scope, stages, sources, limits], notes: setting.notes)
    }

    // MARK: rules

    private var rules: Block {
        Block(
            "rules",
            .prose(
                Prose(
                    title: words("definitions.rules"), text: [Line(words("definitions.rules_text"))],
                    terms: setting.reference.rules.map { Prose.Term(setting.name($0), lines(about: $0)) })))
    }

    private func lines(about rule: KPIRule) -> [Line] {
        var lines = [Line(words("definitions.formula", ["formula": setting.formula(rule)]))]
        switch rule.level {
        case .municipality:
            let names = setting.reference.services.indices.filter(rule.services.contains).map {
                setting.reference.services[$0].shortName
            }
            lines.append(
                Line(
                    words(
                        "definitions.rule_services",
                        ["count": format.integer(names.count), "names": format.list(names)])))
            lines += rule.routePeriods.map { Line(routes($0)) }
            lines.append(
                Line(rule.countsSuspended ? words("definitions.suspended_in") : words("definitions.suspended_out")))
            lines.append(Line(rule.countsDeemed ? words("definitions.deemed_in") : words("definitions.deemed_out")))
            lines.append(Line(words("definitions.empty_municipality")))
        case .prefecture: lines.append(Line(words("definitions.prefecture_counting")))
        }
        if rule.isDraft { lines.append(Line(words("definitions.draft"))) }
        lines.append(Line(words("definitions.source", ["source": rule.source])))
        return lines
    }

    private func routes(_ period: KPIRule.RoutePeriod) -> String {
        let names = period.routes.map { code in
            setting.reference.routeIndex(code: code).map { setting.name(setting.reference.routes[$0]) } ?? code
        }
        guard let from = period.from else {
            return words("definitions.routes_first", ["names": format.list(names)])
        }
        return words("definitions.routes_from", ["day": format.day(from), "names": format.list(names)])
    }

    // MARK: how to read the figures

    private var states: Block {
        let rows: [(Mark, String)] = [
            (setting.mark(Judgement.met), words("definitions.state_met")),
            (setting.mark(Judgement.notMet), words("definitions.state_not_met")),
            (setting.mark(Judgement.undecided), words("definitions.state_undecided")),
            (setting.mark(Judgement.notReported), words("definitions.state_not_reported")),
            (setting.mark(Judgement.notApplicable), words("definitions.state_not_applicable")),
            (setting.mark(AreaState.noOfficeList), words("definitions.state_no_office_list")),
            (setting.mark(Certainty.met), words("definitions.state_met_certain")),
            (setting.mark(Certainty.notMet), words("definitions.state_not_met_certain")),
        ]
        let table = Table(
            "states", caption: words("definitions.states_table"),
            columns: [Column("state", words("column.state")), Column("meaning", words("column.meaning"), .prose)],
            rows: rows.map { Table.Row($0.0.key, [.state($0.0), .text($0.1)]) })
        return Block("states", .prose(Prose(title: words("definitions.states"), table: table)))
    }

    private var reading: Block {
        let terms = [
            Prose.Term(words("definitions.term_n"), [Line(words("definitions.text_n"))]),
            Prose.Term(words("definitions.term_total"), [Line(words("definitions.text_total"))]),
            Prose.Term(words("definitions.term_rate"), [Line(words("definitions.text_rate"))]),
            Prose.Term(words("definitions.term_needed"), [Line(words("definitions.text_needed"))]),
            Prose.Term(words("definitions.term_cheapest"), [Line(words("definitions.text_cheapest"))]),
            Prose.Term(words("definitions.term_bounds"), [Line(words("definitions.text_bounds"))]),
            Prose.Term(words("definitions.term_change"), [Line(words("definitions.text_change"))]),
            Prose.Term(words("definitions.term_ninety"), [Line(words("definitions.text_ninety"))]),
            Prose.Term(words("definitions.term_known"), [Line(words("definitions.text_known"))]),
        ]
        return Block("reading", .prose(Prose(title: words("definitions.reading"), terms: terms)))
    }

    private var scope: Block {
        let rule = setting.rules.municipality
        let services = setting.reference.services.indices.filter(rule.services.contains)
        let table = Table(
            "scope", caption: words("definitions.scope_table"),
            columns: [
                Column("code", words("column.code")), Column("service", words("column.service"), .prose),
                Column("imported", words("column.imported")),
            ],
            rows: services.map { index in
                let service = setting.reference.services[index]
                let count = setting.listedServices.count { $0.contains(index) }
                return Table.Row(
                    service.code,
                    [
                        .text(service.code), .text(service.name),
                        .text(
                            count > 0
                                ? words("definitions.imported", ["count": format.integer(count)])
                                : words("definitions.not_imported")),
                    ])
            })
        return Block(
            "scope",
            .prose(
                Prose(
                    title: words("definitions.scope"), text: [Line(words("definitions.scope_text"))], table: table)))
    }

    private var stages: Block {
        let table = Table(
            "stages", caption: words("definitions.stages_table"),
            columns: [
                Column("stage", words("column.stage")), Column("meaning", words("column.meaning"), .prose),
                Column("counts", words("column.counts")),
            ],
            rows: Stage.allCases.map { stage in
                let counts = stage >= setting.rules.municipality.minimumStage
                return Table.Row(
                    stage.key,
                    [
                        .text(setting.name(stage)), .text(setting.remark(stage)),
                        .text(counts ? words("definitions.counts") : words("definitions.counts_not")),
                    ])
            })
        let routes = setting.reference.routes.map { route in
            Prose.Term(setting.name(route), [Line(validity(of: route))])
        }
        return Block(
            "stages",
            .prose(
                Prose(
                    title: words("definitions.stages"), text: [Line(words("definitions.stages_text"))],
                    terms: routes, table: table)))
    }

    private func validity(of route: Reference.Route) -> String {
        switch (route.valid.from, route.valid.through) {
        case (nil, nil): words("definitions.route_always")
        case (let from?, nil): words("definitions.route_from", ["from": format.day(from)])
        case (nil, let through?): words("definitions.route_through", ["through": format.day(through)])
        case (let from?, let through?):
            words("definitions.route_between", ["from": format.day(from), "through": format.day(through)])
        }
    }

    private var sources: Block {
        let terms = [
            Prose.Term(words("definitions.source_offices"), [Line(words("definitions.source_offices_text"))]),
            Prose.Term(words("definitions.source_uses"), [Line(words("definitions.source_uses_text"))]),
            Prose.Term(words("definitions.source_areas"), [Line(words("definitions.source_areas_text"))]),
            Prose.Term(words("definitions.source_activities"), [Line(words("definitions.source_activities_text"))]),
        ]
        return Block("sources", .prose(Prose(title: words("definitions.sources"), terms: terms)))
    }

    private var limits: Block {
        let lines = [
            words("definitions.limit_register"), words("definitions.limit_unit"), words("definitions.limit_services"),
            words("definitions.limit_presumed"), words("definitions.limit_place"), words("definitions.limit_draft"),
            words("definitions.limit_small"),
        ]
        return Block("limits", .prose(Prose(title: words("definitions.limits"), text: lines.map { Line($0) })))
    }
}
