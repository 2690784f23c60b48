import Adoption
import Catalog
import Operations
import TestWorkspace
import Testing

/// What the shipped examples say, compared with what is reported of the schemes.
@Suite("Shipped campaign definitions")
struct ShippedCampaignTests {
    static let names = [
        "arakawa", "fukushima", "fussa", "ibaraki", "kaigo-technology-r8", "kawanishi", "kuwana", "matsudo",
        "shizuoka-2026",
    ]

    private func load(_ name: String) throws -> CampaignDefinition {
        let (definition, problems) = try CampaignFile.read(name)
        #expect(problems == [])
        return try #require(definition)
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func reward(_ frame: CampaignFrame?, _ id: String) throws -> CampaignReward {
        try #require(frame?.rewards.first { $0.id == id })
    }

    @Test("every example loads without a mistake or a warning, and none is left out here")
    func all() throws {
        let files = try Files.names(in: CampaignFile.folder).filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(files == ShippedCampaignTests.names.map { "\($0).yaml" })
        var ids: Set<String> = []
        for name in ShippedCampaignTests.names {
            let definition = try load(name)
            #expect(ids.insert(definition.id).inserted)
            for line in definition.texts.contact where line.contains("電話") { #expect(line.contains("03-0000-0000")) }
            for line in definition.texts.contact where line.contains("@") { #expect(line.contains("@example.jp")) }
        }
    }

    @Test("the flyer: five frames, 60 places, recruitment to the minute, the campaign's end")
    func flyer() throws {
        let it = try load("shizuoka-2026")
        #expect(it.id == "shizuoka-2026" && it.title == "データ連携促進モデルキャンペーン" && it.organiser == "静岡市")
        #expect(it.area == MunicipalityCode("221007"))
        // 9:00 in Japan is 0:00 in UTC; 17:00 is the last minute, so 17:01 is the first instant that is too late.
        #expect(it.opens == Instant("2026-09-01T00:00:00Z") && it.closes == Instant("2026-10-30T08:01:00Z"))
        #expect(it.begins == Day("2026-09-01") && it.ends == Day("2027-03-31"))
        #expect(it.frames.map(\.id) == ["attendees", "single", "pair", "model", "referral"])
        #expect(it.frames.map(\.kind) == [.single, .single, .pair, .model, .referral])
        #expect(it.frames.map(\.places) == [10, 20, 15, 5, 10] && it.places == 60)
        #expect(it.limits == CampaignLimits(oncePerOffice: true, oncePerCorporation: false, notWith: []))
        #expect(
            it.deadlines
                == CampaignDeadlines(
                    partnerHours: 72, offerHours: 48, offersUntil: try day("2026-11-30"),
                    contactsUntil: try day("2027-09-30")))
        // 10 × 20,000 + 20 × 20,000 + 15 × 40,000 + 5 × 50,000 + 10 × 40,000
        #expect(it.largestCommitment == 1_850_000 && it.budget == 1_850_000)
    }

    @Test("the flyer: every frame asks for use at the end and both surveys, then for its own")
    func flyerConditions() throws {
        let it = try load("shizuoka-2026")
        let (end, start) = (try day("2027-03-31"), try day("2026-12-31"))
        for frame in it.frames {
            #expect(
                frame.conditions.prefix(3).map(\.requirement) == [
                    .stillUsing(on: end), .survey("shizuoka-2026-start", by: try day("2027-01-31")),
                    .survey("shizuoka-2026-end", by: end),
                ])
            #expect(frame.conditions.contains { $0.requirement == .startUsing(from: nil, by: start) })
        }
        let seminar = CampaignSeminar(from: try day("2026-06-01"), through: try day("2026-10-30"))
        #expect(it.frame("attendees")?.applicant.attendedSeminar == seminar)
        #expect(it.frame("single")?.conditions.dropFirst(3).map(\.id) == ["seminar", "start-using"])
        let model = try #require(it.frame("model"))
        #expect(model.conditions.last?.requirement == .workflow([.hearing, .changed, .confirmed], by: end))
        #expect(model.reservedForAttendees == 2 && model.reservedSeminar == seminar)
        #expect(try reward(model, "model-uplift").needs == ["workflow"])
        #expect(try reward(model, "model-uplift").amount == .fixed(30_000))
    }

    @Test("the flyer: a pair of different corporations, and a referral that pays both")
    func flyerPairs() throws {
        let it = try load("shizuoka-2026")
        let pair = try #require(it.frame("pair"))
        #expect(pair.differentCorporations && pair.eitherOrder)
        #expect(pair.applicant.services == ["43"] && pair.applicant.use == .notYet)
        // The 18 codes of the default scope without 43.
        #expect(pair.partner?.services.count == 17 && pair.partner?.services.contains("43") == false)
        #expect(try reward(pair, "thanks").to == .each)
        let referral = try #require(it.frame("referral"))
        #expect(referral.applicant.use == .already && referral.partner?.use == .notYet)
        #expect(
            try reward(referral, "thanks")
                == CampaignReward(
                    id: "thanks", title: "謝礼（紹介した事業所と紹介先のそれぞれに）", amount: .fixed(20_000), to: .each))
        #expect(referral.conditions.first { $0.id == "start-using" }?.of == .partner)
    }

    @Test("川西市: real exchange both ways within two months, the briefing, the licence fee paid back")
    func kawanishi() throws {
        let frame = try #require(try load("kawanishi").frames.first)
        #expect(
            frame.conditions.contains {
                $0.requirement
                    == .exchange(
                        from: Day(number: 20_727), through: Day(number: 20_787), count: 1, isMutual: true)
            })
        // 20,727 days after 1970-01-01 is 2026-10-01; October and November have 61 days.
        #expect(Day("2026-10-01")?.number == 20_727 && Day("2026-11-30")?.number == 20_787)
        #expect(frame.conditions.contains { if case .seminar = $0.requirement { true } else { false } })
        #expect(frame.rewards.map(\.amount) == [.cost(cap: 21_000, roundedDownTo: 1, atLeast: 1)])
    }

    @Test("茨木市: an office of 居宅介護支援 or 介護予防支援, three new partners, 10,000 a link from 30,000 to 50,000, once")
    func ibaraki() throws {
        let it = try load("ibaraki")
        let frame = try #require(it.frames.first)
        #expect(frame.applicant.services == ["43", "46"] && it.limits.oncePerOffice)
        #expect(
            frame.conditions.map(\.requirement) == [
                .newPartners(count: 3, from: try day("2026-06-01"), through: try day("2027-02-28"))
            ])
        #expect(
            frame.rewards.map(\.amount) == [
                .perPartner(10_000, condition: "new-links", atLeast: 30_000, atMost: 50_000)
            ])
    }

    @Test("荒川区: neither suspended nor helped otherwise, the cost up to 50,000 in whole thousands")
    func arakawa() throws {
        let it = try load("arakawa")
        let frame = try #require(it.frames.first)
        #expect(!frame.applicant.acceptsSuspended && it.limits.oncePerOffice)
        #expect(frame.applicant.declarations.map(\.id) == ["no-other-subsidy", "stays-open"])
        #expect(
            frame.conditions.map(\.requirement) == [
                .startUsing(from: nil, by: try day("2027-02-26")), .declared("no-other-subsidy"),
                .declared("stays-open"), .inOperation(on: try day("2027-03-31")),
                .document("receipt", by: try day("2027-02-26")),
            ])
        #expect(frame.rewards.map(\.amount) == [.cost(cap: 50_000, roundedDownTo: 1000, atLeast: 1000)])
        // A day alone opens at its midnight: 15:00 UTC of the day before.
        #expect(it.opens == Instant("2026-03-31T15:00:00Z"))
    }

    @Test("松戸市, 福生市, 桑名市: 21,000 for each office number, once", arguments: ["matsudo", "fussa", "kuwana"])
    func fixed(name: String) throws {
        let it = try load(name)
        #expect(it.limits.oncePerOffice && !it.limits.oncePerCorporation)
        for frame in it.frames { #expect(frame.rewards.map(\.amount) == [.fixed(21_000)]) }
    }

    @Test("松戸市: facilities too, and みなし指定 with a service record only; 福生市: users within three months")
    func deemed() throws {
        let matsudo = try load("matsudo")
        let designated = try #require(matsudo.frame("designated"))
        #expect(!designated.applicant.acceptsDeemed && designated.conditions.map(\.id) == ["start-using"])
        #expect(Set(["51", "52", "55", "43", "11"]).isSubset(of: designated.applicant.services))
        let deemed = try #require(matsudo.frame("deemed"))
        #expect(deemed.applicant.acceptsDeemed)
        #expect(deemed.conditions.last?.requirement == .document("service-record", by: try day("2027-01-29")))
        let fussa = try #require(try load("fussa").frames.first)
        #expect(!fussa.applicant.acceptsSuspended)
        #expect(fussa.conditions.contains { $0.requirement == .declared("has-users") })
    }

    @Test("福島県: 19,000, in 29 municipalities alone")
    func fukushima() throws {
        let it = try load("fukushima")
        #expect(it.area == MunicipalityCode("070009") && it.organiser == "福島県")
        let areas = try #require(it.frames.first).applicant.areas
        #expect(areas.count == 29 && Set(areas).count == 29 && areas.allSatisfy { $0.prefecture == 7 })
        #expect(it.frames.first?.rewards.map(\.amount) == [.fixed(19_000)])
    }

    @Test("介護テクノロジー補助: an equivalent system counts, 50,000 more with five partners, a report after three years")
    func technology() throws {
        let it = try load("kaigo-technology-r8")
        #expect(it.routes == ["careplan-renkei", "kaigo-web", "equivalent"])
        let frame = try #require(it.frames.first)
        let more = try reward(frame, "five-partners")
        #expect(more.amount == .fixed(50_000) && more.needs == ["five-partners"])
        let five = try #require(frame.conditions.first { $0.id == "five-partners" })
        #expect(
            five.requirement == .partners(count: 5, from: try day("2026-06-01"), through: try day("2027-03-31")))
        let report = try #require(frame.conditions.first { $0.id == "effect-report" })
        #expect(five.isOptional && report.isOptional)
        #expect(report.requirement == .document("effect-report", by: try day("2030-03-31")))
    }

    @Test("the schema beside the examples and the reference of the keys are what the loader's keys print")
    func printed() throws {
        #expect(try Files.readText(CampaignFile.folder + "/campaign.schema.json") == CampaignFileFormat.schema)
        let page = try Files.readText(TestProject.root + "/docs/campaign-definitions.md")
        #expect(page == CampaignFileFormat.markdown)
    }

    @Test("the loader looks for every key of the list, and for no other")
    func keys() throws {
        var asked: Set<String> = []
        for name in ShippedCampaignTests.names {
            asked.formUnion(try CampaignFile.asked(CampaignFile.text(name)))
        }
        let listed = CampaignKeys.sections.flatMap { section in section.keys.map { "\(section.name).\($0.name)" } }
        #expect(asked == Set(listed))
        #expect(Set(listed).count == listed.count)
        // Older readers of YAML, some editors among them, take these words for true and false.
        let taken: Set = ["on", "off", "yes", "no", "y", "n", "true", "false"]
        for section in CampaignKeys.sections { #expect(taken.isDisjoint(with: section.keys.map(\.name))) }
    }
}

/// The shipped definitions.
enum CampaignFile {
    static let folder = TestProject.root + "/Data/campaigns"

    static func text(_ name: String) throws -> String { try Files.readText("\(folder)/\(name).yaml") }

    static func read(_ name: String) throws -> (definition: CampaignDefinition?, problems: [DefinitionProblem]) {
        try read(yaml: text(name), file: "\(name).yaml")
    }

    static func read(
        yaml: String, file: String = "a.yaml"
    ) throws -> (definition: CampaignDefinition?, problems: [DefinitionProblem]) {
        CampaignDefinition.read(yaml: yaml, file: file, names: try Shipped.names.get())
    }

    static func asked(_ yaml: String) throws -> Set<String> {
        CampaignDefinition.keysAsked(yaml: yaml, names: try Shipped.names.get())
    }
}

extension Shipped {
    /// Loaded once: some tests read hundreds of definitions.
    static let names = Result { ReferenceNames(try Shipped.reference()) }
}
