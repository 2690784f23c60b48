import Adoption
import Analytics

/// Facts as a person would write them down, and the snapshot that storage would load from them.
struct LedgerBuilder {
    struct Service {
        var code: String
        var from: Day?
        var through: Day?
        var status = ServiceStatus.active
    }

    struct Registration {
        var route: String
        var stage: Stage
        var from: Day?
        var through: Day?
    }

    struct Place {
        var municipality: MunicipalityCode
        var from: Day?
    }

    struct Office {
        var number: String
        var places: [Place]
        var services: [Service]
        var registrations: [Registration] = []
        var corporation: Int64 = 0
        var doubt: Snapshot.Doubt = []
        var latitude = Float.nan
        var longitude = Float.nan
    }

    let reference: Reference
    var offices: [Office] = []
    /// First covering list; municipalities that are absent are not reported.
    var reportedFrom: [MunicipalityCode: Day] = [:]
    var officeLists: [MunicipalityCode: Day] = [:]
    var activities: [(activity: OutreachActivity, attendees: [String])] = []
    var orphans: [Int: Int] = [:]

    init(_ reference: Reference) {
        self.reference = reference
    }

    /// Says of every municipality that it was always reported.
    mutating func reportEverything(from day: Day = Day(number: 0)) {
        for area in reference.municipalities { reportedFrom[area.code] = day }
    }

    func snapshot() -> Snapshot {
        var snapshot = Snapshot(revision: 7, recordedAt: Instant(milliseconds: 0))
        let ordered = offices.sorted { $0.number < $1.number }
        for office in ordered { append(office, to: &snapshot) }
        snapshot.predecessors = [Int32](repeating: -1, count: ordered.count)
        snapshot.reports = Snapshot.ListDays(municipalities: reference.municipalities.count)
        snapshot.officeLists = Snapshot.ListDays(municipalities: reference.municipalities.count)
        for (index, area) in reference.municipalities.enumerated() {
            let reported = reportedFrom[area.code]
            snapshot.reportedFrom.append(reported?.number ?? Snapshot.open)
            if let reported { snapshot.reports.add(reported, of: index) }
            if let listed = officeLists[area.code] { snapshot.officeLists.add(listed, of: index) }
        }
        for (prefecture, count) in orphans { snapshot.orphanRegistrations[prefecture] = count }
        let numbers = ordered.map(\.number)
        snapshot.activities = activities.map { held in
            let known = held.attendees.compactMap { numbers.firstIndex(of: $0) }.map(Int32.init).sorted()
            return Snapshot.Activity(
                activity: held.activity, attendees: known, unknownAttendees: held.attendees.count - known.count)
        }
        return snapshot
    }

    private func append(_ office: Office, to snapshot: inout Snapshot) {
        snapshot.numbers.append(OfficeNumber(office.number)?.packed ?? 0)
        snapshot.corporations.append(office.corporation)
        snapshot.doubts.append(office.doubt)
        for place in office.places {
            snapshot.places.from.append(place.from?.number ?? Snapshot.beforeRecord)
            snapshot.places.municipality.append(
                Int16(reference.municipalityIndex(of: place.municipality) ?? -1))
            snapshot.places.latitude.append(office.latitude)
            snapshot.places.longitude.append(office.longitude)
        }
        snapshot.places.starts.append(Int32(snapshot.places.from.count))
        for service in office.services {
            snapshot.services.service.append(UInt8(reference.serviceIndex(code: service.code) ?? 0))
            snapshot.services.status.append(service.status)
            snapshot.services.from.append(service.from?.number ?? Snapshot.beforeRecord)
            snapshot.services.through.append(service.through?.number ?? Snapshot.open)
        }
        snapshot.services.starts.append(Int32(snapshot.services.from.count))
        for registration in office.registrations {
            snapshot.registrations.route.append(UInt8(reference.routeIndex(code: registration.route) ?? 0))
            snapshot.registrations.stage.append(registration.stage)
            snapshot.registrations.from.append(registration.from?.number ?? Snapshot.beforeRecord)
            snapshot.registrations.through.append(registration.through?.number ?? Snapshot.open)
            snapshot.registrations.endReason.append(registration.through == nil ? nil : .cancelled)
            snapshot.registrations.fact.append(Int64(snapshot.registrations.fact.count + 1))
        }
        snapshot.registrations.starts.append(Int32(snapshot.registrations.from.count))
    }
}

extension Reference {
    /// Municipalities of the given codes (the rest of an area, wards with their city), services and the rules.
    static func small(
        municipalities: [Int32] = [13101, 13102, 22100, 22130, 22203], wards: [Int32: Int32] = [22101: 22100],
        services: [String] = ["11", "13", "15", "43", "46"], rules: [KPIRule] = []
    ) -> Reference {
        let codes = municipalities.map { MunicipalityCode(firstFive: $0) }
        let areas =
            codes.map { code in
                Area(
                    code: code, name: "市\(code)", kana: "", kind: .city, parent: nil, county: "",
                    valid: Spell(from: nil, through: nil), successor: nil)
            }
            + wards.map { ward, city in
                Area(
                    code: MunicipalityCode(firstFive: ward), name: "区\(ward)", kana: "", kind: .ward,
                    parent: MunicipalityCode(firstFive: city), county: "", valid: Spell(from: nil, through: nil),
                    successor: nil)
            }
        return Reference(
            prefectures: Set(codes.map(\.prefecture)).sorted().map { number in
                Prefecture(
                    number: number, code: MunicipalityCode(firstFive: Int32(number) * 1000), name: "県\(number)",
                    kana: "", tileRow: 0, tileColumn: number)
            },
            areas: areas.sorted { $0.code < $1.code },
            services: services.map {
                Service(code: $0, fileCodes: [], name: "種類\($0)", shortName: $0, exchangeScope: "in")
            },
            routes: ["careplan-renkei", "kaigo-web", "equivalent"].map {
                Route(code: $0, name: $0, nameEnglish: $0, valid: Spell(from: nil, through: nil))
            },
            rules: rules, areaAliases: [:], serviceAliases: [:])
    }
}

extension KPIRules {
    /// The draft of the slides: 3/10 of the offices, 5/10 of the municipalities, `>=`; the last service is out of
    /// scope.
    static func draft(services: ServiceSet = ServiceSet(bits: 0b01111)) -> KPIRules {
        func rule(_ level: KPIRule.Level, _ threshold: Fraction) -> KPIRule {
            KPIRule(
                id: level.rawValue, level: level, name: "案", nameEnglish: "draft", threshold: threshold,
                comparison: .atLeast, services: services, minimumStage: .registered,
                routePeriods: [
                    .init(from: nil, routes: ["careplan-renkei", "kaigo-web"]),
                    .init(from: day("2027-01-01"), routes: ["kaigo-web"]),
                ],
                countsSuspended: false, countsDeemed: true, effective: Spell(from: nil, through: nil), isDraft: true,
                source: "")
        }
        return KPIRules(
            municipality: rule(.municipality, Fraction(3, 10)), prefecture: rule(.prefecture, Fraction(5, 10)))
    }
}

/// A day that a test spells out; a misspelt one is 1970-01-01 and fails the test that uses it.
func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

func code(_ firstFive: Int32) -> MunicipalityCode { MunicipalityCode(firstFive: firstFive) }

/// SplitMix64: the same "random" ledgers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
