import Adoption
import Analytics
import Dashboards

/// A nation of two prefectures, small enough to work out every figure by hand, and the snapshot that storage would
/// load.
///
/// 静岡県: 甲市 3 of 10 (met, exactly 3/10), 乙町 2 of 7 (not met: 3 needed), 丙村 4 offices without a report,
/// 丁村 without an office. 鳥取県: 戊市 0 of 6.
struct SmallLedger {
    var names = ["甲市", "乙町", "丙村", "丁村", "戊市"]
    var serviceNames = ["訪問介護", "居宅介護支援"]
    var activityTitle = "導入セミナー"
    /// n, N, reported
    var municipalities: [(using: Int, eligible: Int, isReported: Bool)] = [
        (3, 10, true), (2, 7, true), (0, 4, false), (0, 0, true), (0, 6, true),
    ]
    var importedServices = ServiceSet(bits: 0b11)
    /// Services of the office lists of single municipalities, where they differ from `importedServices`.
    var listedServices: [Int: ServiceSet] = [:]
    /// Municipalities without an office list.
    var withoutList: Set<Int> = []
    /// The day of the registration list that covers a municipality, where it is not 2026-10-25.
    var reportDays: [Int: Day] = [:]
    var day = SmallLedger.day
    var hasActivity = true

    static let day = Day("2026-10-31") ?? Day(number: 0)
    static let knownAt = Instant("2026-11-18T03:00:00.000Z") ?? Instant(milliseconds: 0)
    static let codes: [Int32] = [22101, 22102, 22103, 22104, 31201]

    var reference: Reference {
        let areas = zip(SmallLedger.codes, names).map { code, name in
            Reference.Area(
                code: MunicipalityCode(firstFive: code), name: name, kana: "", kind: .city, parent: nil, county: "",
                valid: Spell(from: nil, through: nil), successor: nil)
        }
        return Reference(
            prefectures: [
                .init(
                    number: 22, code: MunicipalityCode(firstFive: 22000), name: "静岡県", kana: "", tileRow: 8,
                    tileColumn: 10),
                .init(
                    number: 31, code: MunicipalityCode(firstFive: 31000), name: "鳥取県", kana: "", tileRow: 7,
                    tileColumn: 5),
            ],
            areas: areas,
            services: [
                .init(
                    code: "11", fileCodes: ["110"], name: serviceNames[0], shortName: serviceNames[0],
                    exchangeScope: "in"),
                .init(
                    code: "43", fileCodes: ["430"], name: serviceNames[1], shortName: serviceNames[1],
                    exchangeScope: "in"),
            ],
            routes: [
                .init(
                    code: "careplan-renkei", name: "連携システム", nameEnglish: "Exchange system",
                    valid: Spell(from: Day("2023-04-01"), through: nil)),
                .init(
                    code: "kaigo-web", name: "WEBサービス", nameEnglish: "Web service",
                    valid: Spell(from: Day("2026-07-01"), through: nil)),
            ],
            rules: [
                rule(.municipality, Fraction(3, 10), "市町村KPI（案）管内事業所の3割が利用"),
                rule(.prefecture, Fraction(5, 10), "都道府県KPI（案）管内市区町村の5割がKPI達成"),
            ], areaAliases: [:], serviceAliases: [:])
    }

    private func rule(_ level: KPIRule.Level, _ threshold: Fraction, _ name: String) -> KPIRule {
        KPIRule(
            id: level.rawValue + "-draft", level: level, name: name, nameEnglish: "KPI (draft)", threshold: threshold,
            comparison: .atLeast, services: ServiceSet(bits: 0b11), minimumStage: .registered,
            routePeriods: [
                .init(from: nil, routes: ["careplan-renkei", "kaigo-web"]),
                .init(from: Day("2027-01-01"), routes: ["kaigo-web"]),
            ], countsSuspended: false, countsDeemed: true, effective: Spell(from: nil, through: nil), isDraft: true,
            source: "資料")
    }

    var snapshot: Snapshot {
        var snapshot = Snapshot(revision: 7, recordedAt: SmallLedger.knownAt)
        snapshot.listedServices = (0..<municipalities.count).map { listedServices[$0] ?? importedServices }
        snapshot.reports = Snapshot.ListDays(municipalities: municipalities.count)
        snapshot.officeLists = Snapshot.ListDays(municipalities: municipalities.count)
        // 2026-10-25 and 2026-09-30
        snapshot.reports = Snapshot.ListDays(municipalities: municipalities.count)
        snapshot.officeLists = Snapshot.ListDays(municipalities: municipalities.count)
        for (place, municipality) in municipalities.enumerated() {
            snapshot.reportedFrom.append(
                municipality.isReported ? Day("2024-01-01")?.number ?? 0 : Snapshot.open)
            if municipality.isReported { snapshot.reports.add(reportDays[place] ?? Day(number: 20_751), of: place) }
            if !withoutList.contains(place) { snapshot.officeLists.add(Day(number: 20_726), of: place) }
            for office in 0..<municipality.eligible {
                append(to: &snapshot, place: place, isUsing: office < municipality.using)
            }
        }
        if hasActivity {
            let activity = OutreachActivity(
                id: "A1", kind: .seminar, day: Day("2026-06-01") ?? SmallLedger.day, title: activityTitle, place: "",
                organiser: "", area: MunicipalityCode(firstFive: SmallLedger.codes[0]))
            snapshot.activities = [
                Snapshot.Activity(activity: activity, attendees: [0, 1, 2, 3], unknownAttendees: 0)
            ]
        }
        return snapshot
    }

    /// Users registered on 2026-07-01, one month after the seminar.
    private func append(to snapshot: inout Snapshot, place: Int, isUsing: Bool) {
        let number = UInt64(snapshot.numbers.count + 1)
        snapshot.numbers.append(number)
        snapshot.corporations.append(Int64(1_000_000_000_000 + number))
        snapshot.predecessors.append(-1)
        snapshot.doubts.append([])
        snapshot.places.from.append(Snapshot.beforeRecord)
        snapshot.places.municipality.append(Int16(place))
        snapshot.places.latitude.append(35 + Float(place) / 10)
        snapshot.places.longitude.append(138 + Float(place) / 10)
        snapshot.places.starts.append(Int32(snapshot.places.from.count))
        snapshot.services.service.append(UInt8(number % 2))
        snapshot.services.status.append(.active)
        snapshot.services.from.append(Snapshot.beforeRecord)
        snapshot.services.through.append(Snapshot.open)
        snapshot.services.starts.append(Int32(snapshot.services.from.count))
        if isUsing {
            snapshot.registrations.route.append(0)
            snapshot.registrations.stage.append(.registered)
            snapshot.registrations.from.append(Day("2026-07-01")?.number ?? 0)
            snapshot.registrations.through.append(Snapshot.open)
            snapshot.registrations.endReason.append(nil)
            snapshot.registrations.fact.append(Int64(snapshot.registrations.fact.count + 1))
        }
        snapshot.registrations.starts.append(Int32(snapshot.registrations.from.count))
    }

    /// All pages of the ledger in a language.
    func site(_ words: Wording) throws -> SitePages {
        let reference = reference
        guard let rules = KPIRules(reference, on: day) else { throw Missing.rules }
        return SitePages(
            snapshot: snapshot, reference: reference, rules: rules, day: day,
            knownAt: SmallLedger.knownAt, words: words)
    }

    enum Missing: Error { case rules, page, file }
}
