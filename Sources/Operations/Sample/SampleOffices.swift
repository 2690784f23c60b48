import Adoption

/// An invented office.
struct SampleOffice {
    var number: OfficeNumber
    /// Place in its municipality's `areas`.
    var area: Int
    /// Open-data files in which it stands, as places in `SampleReference.files`.
    var files: [Int]
    /// Services in the product's own format.
    var extras: [String]
    var stem: SampleNames.Reading
    var suffix: SampleNames.Reading
    var corporation: SampleCorporation
    /// Named by one row instead of `corporation`, as in 7 of 10,000 published numbers.
    var otherCorporation: SampleCorporation?
    /// Ten-millionths of a degree.
    var latitude: Int
    var longitude: Int
    /// nil: there before the first list.
    var openDay: Day?
    /// The last day; nil: still there in the second list.
    var lastDay: Day?
    /// The area in the second list, when the office moved.
    var movedTo: Int?
    var inScope: Bool
    /// Readiness to join, in percent of the municipality's level.
    var readiness: Int
    /// Its rows name two municipalities.
    var isDisputed = false
    /// The number that it had before.
    var successorOf: OfficeNumber?
}

/// A row of an office that stands under the following municipality, so that the number spans two.
struct SampleStray {
    /// 居宅介護支援: beside a service with a smaller code, whose row says where the office is.
    static let file = 430

    var office: SampleOffice
    var file: Int
}

/// Makes the offices of one municipality so that the rows of every open-data file add up to its counts.
struct SampleOffices {
    let reference: SampleReference
    let place: SampleReference.Municipality
    let seed: UInt64
    private var random: SampleRandom
    private var corporations: SampleCorporations
    private let indexByCode: [Int: Int]

    init(reference: SampleReference, place: SampleReference.Municipality, seed: UInt64) {
        self.reference = reference
        self.place = place
        self.seed = seed
        random = SampleRandom(seed, 0x0FF1, UInt64(place.code.number))
        corporations = SampleCorporations(seed: seed, place: place)
        indexByCode = Dictionary(
            reference.files.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The offices of the first list, then those that opened before the second, by area.
    /// - Parameter stray: rows that offices of the municipality before put here; they are part of the counts.
    /// - Parameter keepsAll: nothing opens, closes or moves between the lists.
    mutating func make(
        numbers: inout SampleNumbers, stray: [SampleStray], keepsAll: Bool
    ) throws -> [SampleOffice] {
        var counts = place.counts
        for row in stray { counts[row.file] -= 1 }
        let shares = byArea(counts)
        var offices: [SampleOffice] = []
        for area in place.areas.indices {
            var bundles = bundled(shares[area])
            random.shuffle(&bundles)
            for files in bundles { offices.append(try office(files: files, area: area, numbers: &numbers)) }
            offices += try alone(shares[area].reduce(0, +), area: area, numbers: &numbers)
        }
        guard !keepsAll else { return offices }
        let first = offices.count
        for place in 0..<first {
            change(&offices[place])
            if let opened = try successor(of: offices[place], numbers: &numbers) { offices.append(opened) }
        }
        return offices
    }

    /// An office that opened between the lists, of the same services as one of the first list; some take the place of
    /// one that closed.
    private mutating func successor(
        of office: SampleOffice, numbers: inout SampleNumbers
    ) throws -> SampleOffice? {
        guard !office.files.isEmpty else { return nil }
        if let last = office.lastDay, random.chance(1_500) {
            var opened = try self.office(files: office.files, area: office.area, numbers: &numbers)
            opened.openDay = last.advanced(by: 1)
            opened.successorOf = office.number
            opened.corporation = office.corporation
            opened.stem = office.stem
            return opened
        }
        guard random.chance(320) else { return nil }
        var opened = try self.office(files: office.files, area: office.area, numbers: &numbers)
        opened.openDay = SampleCalendar.firstList.advanced(by: 1 + random.below(300))
        return opened
    }

    /// Deals each file's rows out to the wards, by weights that depend on the seed (their real shares are not known).
    private mutating func byArea(_ counts: [Int]) -> [[Int]] {
        guard place.areas.count > 1 else { return [counts] }
        var shares = Array(repeating: Array(repeating: 0, count: counts.count), count: place.areas.count)
        let weights = place.areas.map { _ in random.within(60...140) }
        for file in counts.indices {
            for _ in 0..<max(0, counts[file]) { shares[random.weighted(weights)][file] += 1 }
        }
        return shares
    }

    /// Splits the rows of an area into offices, each a list of files that share one number.
    private mutating func bundled(_ counts: [Int]) -> [[Int]] {
        var left = counts
        var bundles: [[Int]] = []
        for rule in SampleKind.sharing {
            let files = rule.files.compactMap { indexByCode[$0] }
            guard files.count == rule.files.count, let least = files.map({ left[$0] }).min(), least > 0 else {
                continue
            }
            let share = least * rule.percent
            let number = share / 100 + (random.below(100) < share % 100 ? 1 : 0)
            for _ in 0..<number { bundles.append(files) }
            for file in files { left[file] -= number }
        }
        for file in left.indices {
            for _ in 0..<max(0, left[file]) { bundles.append([file]) }
        }
        return bundles
    }

    private mutating func office(files: [Int], area: Int, numbers: inout SampleNumbers) throws -> SampleOffice {
        let kind = files.first.flatMap { SampleKind.byFile[reference.files[$0].code] } ?? SampleKind.all[0]
        let sector = kind.sectors[random.weighted(kind.sectors.map(\.1))].0
        let digit = kind.kinds[random.weighted(kind.kinds.map(\.1))].0
        var office = SampleOffice(
            number: try numbers.next(kind: digit, area: place.areas[area].code), area: area, files: files,
            extras: [], stem: SampleNames.stem(&random),
            suffix: files.count > 1 ? SampleNames.Reading("ケアセンター", "ケアセンター") : kind.suffix,
            corporation: corporations.next(sector, &random), latitude: 0, longitude: 0, inScope: false, readiness: 0)
        for file in files {
            let code = reference.files[file].code
            if reference.files[file].inScope { office.inScope = true }
            office.readiness = max(office.readiness, SampleKind.byFile[code]?.readiness ?? 0)
            for extra in SampleExtra.attached where extra.file == code && random.chance(extra.share) {
                if !office.extras.contains(extra.service) { office.extras.append(extra.service) }
            }
        }
        if files.count > 1, random.chance(20) { office.otherCorporation = corporations.local(sector, &random) }
        settle(&office)
        return office
    }

    /// Offices known only by services that the open data leave out.
    private mutating func alone(_ rows: Int, area: Int, numbers: inout SampleNumbers) throws -> [SampleOffice] {
        var offices: [SampleOffice] = []
        for extra in SampleExtra.alone {
            let share = rows * extra.rate
            let number = share / 100_000 + (random.below(100_000) < share % 100_000 ? 1 : 0)
            for _ in 0..<number {
                let digit = extra.kinds[random.weighted(extra.kinds.map(\.1))].0
                let sector: SampleKind.Sector =
                    extra.service == "31" ? .medical : extra.service == "46" ? .welfare : .company
                let suffix: SampleNames.Reading =
                    switch digit {
                    case UInt8(ascii: "3"): SampleNames.Reading("歯科医院", "シカイイン")
                    case UInt8(ascii: "4"): SampleNames.Reading("薬局", "ヤッキョク")
                    default: extra.title
                    }
                var office = SampleOffice(
                    number: try numbers.next(kind: digit, area: place.areas[area].code), area: area,
                    files: [], extras: [extra.service], stem: SampleNames.stem(&random), suffix: suffix,
                    corporation: corporations.next(sector, &random), latitude: 0, longitude: 0, inScope: false,
                    readiness: extra.service == "46" ? 120 : 4)
                settle(&office)
                offices.append(office)
            }
        }
        return offices
    }

    /// Puts an office on the map, near the centre of its area.
    private mutating func settle(_ office: inout SampleOffice) {
        let area = place.areas[office.area]
        office.latitude = area.latitude * 1_000 + random.below(350_000) + random.below(350_000) - 350_000
        office.longitude = area.longitude * 1_000 + random.below(420_000) + random.below(420_000) - 420_000
    }

    /// What happened to an office between the two lists: about one in twenty-five closed, a few moved.
    private mutating func change(_ office: inout SampleOffice) {
        let draw = random.below(10_000)
        if draw < 380 {
            office.lastDay = SampleCalendar.firstList.advanced(by: 1 + random.below(300))
        } else if draw < 420, place.areas.count > 1 {
            office.movedTo = (office.area + 1 + random.below(place.areas.count - 1)) % place.areas.count
        }
    }
}

/// Gives out office numbers: valid check digits, county codes from 80 and serials from 5000 up, which lie far above
/// those in use.
struct SampleNumbers {
    private var used: [Int: Int] = [:]
    private var counties: [Int32: Int] = [:]

    mutating func next(kind: UInt8, area: MunicipalityCode) throws -> OfficeNumber {
        if counties[area.number] == nil {
            let known = counties.keys.filter { Int($0 / 10_000) == area.prefecture }.count
            counties[area.number] = known % 20
        }
        var county = counties[area.number] ?? 0
        for _ in 0..<20 {
            let key = (area.prefecture * 256 + Int(kind)) * 20 + county
            let serial = used[key] ?? 5_000
            if serial < 10_000 {
                used[key] = serial + 1
                return SampleNumbers.number(area.prefecture, kind, 80 + county, serial)
            }
            county = (county + 1) % 20
        }
        throw Failure(.internal, "more than 100,000 offices of one kind in the prefecture of \(area)")
    }

    /// Packs the nine characters as `OfficeNumber` does and adds the check digit.
    private static func number(_ prefecture: Int, _ kind: UInt8, _ county: Int, _ serial: Int) -> OfficeNumber {
        let values = [
            prefecture / 10, prefecture % 10, kind < 65 ? Int(kind) - 48 : Int(kind) - 55, county / 10, county % 10,
            serial / 1_000, serial / 100 % 10, serial / 10 % 10, serial % 10,
        ]
        let packed = values.reduce(UInt64(0)) { $0 << 6 | UInt64($1) } << 6
        return OfficeNumber(packed: packed | UInt64(OfficeNumber(packed: packed).expectedCheckDigit))
    }
}
