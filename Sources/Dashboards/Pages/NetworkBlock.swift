import Adoption
import Analytics

/// Partner coverage of an area: how many of the links of its offices are digital. Names no office.
package struct NetworkBlock {
    package let setting: PageSetting
    package let coverage: PartnerCoverage
    /// The page of the network, where the figure stands elsewhere.
    package let more: PagePath?

    package init(setting: PageSetting, coverage: PartnerCoverage, more: PagePath? = nil) {
        self.setting = setting
        self.coverage = coverage
        self.more = more
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    package func block() -> Block {
        Block(
            "network",
            .figure(
                Figure(
                    title: title, meta: setting.meta(setting.rules.municipality, ""), caption: caption,
                    tables: [table],
                    explanation: Explanation(
                        shows: words("network.shows"), restsOn: words("network.rests_on"),
                        doesNotSay: words("network.does_not_say")),
                    more: more.map { Crumb(words("network.more"), $0) })))
    }

    /// 「利用中の事業所でも、やり取りの相手の○%はまだ紙です。」
    private var title: String {
        guard let paper = coverage.paperShareOfUsers, let share = format.share(paper) else {
            return words("network.title_plain")
        }
        return coverage.usersOnPaper > 0 ? words("network.title_paper", ["share": share]) : words("network.title_all")
    }

    private var caption: String {
        guard coverage.usersWithoutDigital > 0 else { return words("network.caption") }
        return words("network.caption")
            + words(
                "network.caption_alone",
                ["count": format.integer(coverage.usersWithoutDigital), "users": format.integer(coverage.users)])
    }

    private var table: Table {
        let unit = words("network.unit_links")
        return Table(
            "network", caption: words("network.table"),
            columns: [
                Column("partners", words("network.column_partners")),
                Column("links", words("network.column_links"), unit: unit, .number),
                Column("digital", words("network.column_digital"), unit: unit, .number),
                Column("share", words("network.column_share"), unit: words("unit.percent_sign"), .number),
                Column("half_open", words("network.column_half_open"), unit: unit, .number),
                Column("one_way", words("network.column_one_way"), unit: unit, .number),
                Column("mutual", words("network.column_mutual"), unit: unit, .number),
                Column("volume", words("network.column_volume"), unit: words("network.unit_volume"), .number),
                Column(
                    "volume_digital", words("network.column_volume_digital"), unit: words("network.unit_volume"),
                    .number),
            ],
            rows: [
                row("inside", words("network.row_inside"), coverage.inside),
                row("outside", words("network.row_outside"), coverage.outside),
                row("unknown", words("network.row_unknown"), coverage.unknown),
                row("same_corporation", words("network.row_same_corporation"), coverage.sameCorporation),
            ], total: row("total", words("network.row_total"), coverage.total))
    }

    private func row(_ key: String, _ name: String, _ links: PartnerCoverage.Links) -> Table.Row {
        let none = words("network.no_link")
        let noVolume = words("network.no_volume")
        let hasVolume = links.volume > 0
        return Table.Row(
            key,
            [
                .text(name), .integer(links.all), .integer(links.digital),
                links.share.map { .share($0) } ?? .missing(none), .integer(links.halfOpen), .integer(links.oneWay),
                .integer(links.mutual), hasVolume ? .integer(links.volume) : .missing(noVolume),
                hasVolume ? .integer(links.volumeDigital) : .missing(noVolume),
            ])
    }
}

/// 連携ネットワーク: with whom do the offices of an area exchange, and how much of it is digital?
package struct NetworkPage {
    package let setting: PageSetting
    package let name: String
    package let fullName: String
    /// The page of the area, and the way to it.
    package let area: PagePath
    package let trail: [Crumb]
    package let coverage: PartnerCoverage
    /// Month ends; empty without exchange records.
    package let stages: [ExchangeSeries.Point]

    package init(
        setting: PageSetting, name: String, fullName: String, area: PagePath, trail: [Crumb],
        coverage: PartnerCoverage, stages: [ExchangeSeries.Point]
    ) {
        self.setting = setting
        self.name = name
        self.fullName = fullName
        self.area = area
        self.trail = trail
        self.coverage = coverage
        self.stages = stages
    }

    private var words: Wording { setting.words }

    package func page() -> Page {
        let crumb = Crumb(words("network.crumb"), .network(of: area))
        return Page(
            kind: .network, path: crumb.path, language: words.language,
            title: words("network.page_title", ["area": name]),
            kick: words("page.kick", ["area": fullName, "day": setting.day]), headline: headline,
            lead: [Line(words("network.lead"))], context: setting.context(setting.rules.municipality),
            breadcrumb: [Crumb(words("national.crumb"), .national)] + trail + [crumb], blocks: blocks,
            notes: setting.notes)
    }

    private var headline: String {
        let links = coverage.compared
        guard let share = links.share, let text = setting.format.share(share) else {
            return words("network.headline_empty", ["area": name])
        }
        return words(
            "network.headline",
            [
                "area": name, "links": setting.format.integer(links.all),
                "digital": setting.format.integer(links.digital),
                "share": text,
            ])
    }

    private var blocks: [Block] {
        guard !coverage.isEmpty else {
            return [
                Block(
                    "empty",
                    .panel(
                        Panel(
                            title: words("network.empty"),
                            text: [Line(words("network.empty_next")), Line(words("network.empty_privacy"))])))
            ]
        }
        let block = NetworkBlock(setting: setting, coverage: coverage).block()
        return stages.contains { $0.exchanged > 0 } ? [block, stageBlock] : [block]
    }

    private var stageBlock: Block {
        let unit = words("unit.offices")
        return Block(
            "network_stages",
            .figure(
                Figure(
                    title: words("network.stages_title"), meta: setting.meta(setting.rules.municipality, ""),
                    tables: [
                        Table(
                            "network_stages", caption: words("network.stages_table"),
                            columns: [
                                Column("day", words("network.column_day")),
                                Column("exchanged", words("stage.exchanged"), unit: unit, .number),
                                Column("regular", words("stage.regular"), unit: unit, .number),
                                Column("connected", words("stage.connected"), unit: unit, .number),
                            ],
                            rows: stages.map { point in
                                Table.Row(
                                    point.day.description,
                                    [
                                        .day(point.day), .integer(point.exchanged), .integer(point.regular),
                                        .integer(point.connected),
                                    ])
                            })
                    ],
                    explanation: Explanation(
                        shows: words("network.stages_show"), restsOn: words("network.rests_on"),
                        doesNotSay: words("network.stages_do_not_say")))))
    }
}
