import Adoption

/// The network of every municipality and prefecture on one day: one pass over all links.
package struct NetworkFigures: Sendable {
    package let day: Day
    /// By place in `Reference.municipalities`.
    package let municipalities: [PartnerCoverage]
    /// By number of the prefecture; index 0 is unused.
    package let prefectures: [PartnerCoverage]
    package let nation: PartnerCoverage
    /// By office: what `fukyu network --offices` lists.
    private let offices: [OfficeCoverage]
    private let place: [Int16]

    package init(snapshot: Snapshot, reference: Reference, rules: KPIRules, day: Day) {
        self.init(
            snapshot: snapshot, reference: reference, day: day,
            uses: NetworkFigures.users(snapshot: snapshot, reference: reference, rules: rules, day: day))
    }

    /// - Parameter uses: by office: whether it uses the exchange on the day.
    init(snapshot: Snapshot, reference: Reference, day: Day, uses: [Bool]) {
        self.day = day
        let place = NetworkFigures.places(snapshot, on: day, count: reference.municipalities.count)
        let prefecture = reference.municipalities.map { $0.code.prefecture }
        var sums = CoverageSums(
            municipalities: reference.municipalities.count, offices: snapshot.numbers.count, place: place,
            prefecture: prefecture, corporations: snapshot.corporations, uses: uses)
        if snapshot.exchanges.pairs.count + snapshot.exchanges.listed.count > 0 {
            NetworkLinks(snapshot.exchanges, day: day).each { sums.add($0) }
        }
        sums.countUsers()
        municipalities = sums.municipalities
        prefectures = sums.prefectures
        nation = sums.nation
        offices = sums.offices
        self.place = place
    }

    /// Eligible and registered under the rule's registration stage; a rule of a derived stage counts its own.
    private static func users(snapshot: Snapshot, reference: Reference, rules: KPIRules, day: Day) -> [Bool] {
        let panel = UsePanel(snapshot: snapshot, reference: reference, rule: rules.municipality, days: [day])
        return snapshot.numbers.indices.map { office in
            panel.eligible(panel.listing(of: office)) != 0 && panel.registered(office) != 0
        }
    }

    /// By office: its municipality on the day; −1 for none.
    private static func places(_ snapshot: Snapshot, on day: Day, count: Int) -> [Int16] {
        let places = snapshot.places
        return snapshot.numbers.indices.map { office in
            let rows = Int(places.starts[office])..<Int(places.starts[office + 1])
            guard let row = rows.last(where: { places.from[$0] <= day.number }) ?? rows.first else { return -1 }
            let municipality = places.municipality[row]
            return municipality >= 0 && Int(municipality) < count ? municipality : -1
        }
    }

    /// Offices of an area with partners, in the order of their numbers: for staff, never for a public page.
    package func offices(in municipalities: Set<Int>?) -> [OfficeCoverage] {
        offices.filter { office in
            office.partners > 0 && (municipalities?.contains(Int(place[office.office])) ?? true)
        }
    }
}

/// The running sums of one pass.
private struct CoverageSums {
    var municipalities: [PartnerCoverage]
    var prefectures = [PartnerCoverage](repeating: PartnerCoverage(), count: 48)
    var nation = PartnerCoverage()
    var offices: [OfficeCoverage]
    private let place: [Int16]
    private let prefecture: [Int]
    private let corporations: [Int64]
    private let uses: [Bool]

    init(
        municipalities: Int, offices count: Int, place: [Int16], prefecture: [Int], corporations: [Int64], uses: [Bool]
    ) {
        self.municipalities = Array(repeating: PartnerCoverage(), count: municipalities)
        offices = (0..<count).map { OfficeCoverage(office: $0, uses: uses[$0]) }
        self.place = place
        self.prefecture = prefecture
        self.corporations = corporations
        self.uses = uses
    }

    private enum Sort {
        case inside, outside, unknown, sameCorporation
    }

    mutating func add(_ link: NetworkLinks.Link) {
        let (first, second) = (known(link.first), known(link.second))
        // Two numbers that no list names lie in no area.
        guard first != nil || second != nil else { return }
        let count = count(link, first, second)
        let same = isSameCorporation(first, second)
        let (here, there) = (area(first), area(second))
        func sort(_ isSameArea: Bool) -> Sort {
            if first == nil || second == nil { return .unknown }
            return same ? .sameCorporation : (isSameArea ? .inside : .outside)
        }
        if let here { add(count, sort(here == there), to: \.municipalities[here]) }
        if let there, there != here { add(count, sort(false), to: \.municipalities[there]) }
        let (one, other) = (here.map { prefecture[$0] }, there.map { prefecture[$0] })
        if let one { add(count, sort(one == other), to: \.prefectures[one]) }
        if let other, other != one { add(count, sort(false), to: \.prefectures[other]) }
        add(count, sort(true), to: \.nation)
        note(link, first, second, isDigital: count.digital > 0)
    }

    private mutating func add(
        _ links: PartnerCoverage.Links, _ sort: Sort, to area: WritableKeyPath<CoverageSums, PartnerCoverage>
    ) {
        switch sort {
        case .inside: self[keyPath: area].inside += links
        case .outside: self[keyPath: area].outside += links
        case .unknown: self[keyPath: area].unknown += links
        case .sameCorporation: self[keyPath: area].sameCorporation += links
        }
    }

    private func count(_ link: NetworkLinks.Link, _ first: Int?, _ second: Int?) -> PartnerCoverage.Links {
        let ends = [first, second].map { $0.map { uses[$0] } ?? false }
        let isDigital = link.isExchanged || (ends[0] && ends[1])
        var links = PartnerCoverage.Links()
        links.all = 1
        links.digital = isDigital ? 1 : 0
        links.halfOpen = !isDigital && (ends[0] || ends[1]) ? 1 : 0
        links.oneWay = link.forward != link.backward ? 1 : 0
        links.mutual = link.isMutual ? 1 : 0
        if link.volume >= 0 {
            links.volume = link.volume
            links.volumeDigital = isDigital ? link.volume : 0
        }
        return links
    }

    private mutating func note(_ link: NetworkLinks.Link, _ first: Int?, _ second: Int?, isDigital: Bool) {
        for (office, partner) in [(first, second), (second, first)] {
            guard let office else { continue }
            let isOn = link.isExchanged || (partner.map { uses[$0] } ?? false)
            offices[office].partners += 1
            if isOn { offices[office].partnersOn += 1 }
            if link.volume > 0 {
                offices[office].volume += link.volume
                if isOn { offices[office].volumeOn += link.volume }
            }
            guard uses[office] else { continue }
            let paper = isDigital ? 0 : 1
            if let here = area(office) {
                municipalities[here].usersLinks += 1
                municipalities[here].usersOnPaper += paper
                prefectures[prefecture[here]].usersLinks += 1
                prefectures[prefecture[here]].usersOnPaper += paper
            }
            nation.usersLinks += 1
            nation.usersOnPaper += paper
        }
    }

    /// Offices that use the exchange, have partners, and whether one of these is on.
    mutating func countUsers() {
        for office in offices where office.uses && office.partners > 0 {
            let alone = office.partnersOn == 0 ? 1 : 0
            nation.users += 1
            nation.usersWithoutDigital += alone
            guard let here = area(office.office) else { continue }
            municipalities[here].users += 1
            municipalities[here].usersWithoutDigital += alone
            prefectures[prefecture[here]].users += 1
            prefectures[prefecture[here]].usersWithoutDigital += alone
        }
    }

    private func known(_ place: Int) -> Int? { place < offices.count ? place : nil }

    private func area(_ office: Int?) -> Int? {
        office.flatMap { place[$0] >= 0 ? Int(place[$0]) : nil }
    }

    private func isSameCorporation(_ first: Int?, _ second: Int?) -> Bool {
        guard let first, let second else { return false }
        return corporations[first] != 0 && corporations[first] == corporations[second]
    }
}
