import Adoption

/// The names of the files that offices of a city exchanged from May to October 2026: what an office's folder holds,
/// with the faults of real folders.
struct SampleExchanges {
    /// 2026-05, the first month that the names speak of.
    private static let firstMonth = Month(number: 2026 * 12 + 4)

    private struct Link {
        var sender: SampleOffice
        var receiver: SampleOffice
        var service: String
        /// The day from which both use it.
        var from: Day
        /// The last day on which both do.
        var through: Day
    }

    private let reference: SampleReference
    private let careManagers: Int
    private let seed: UInt64
    private var random: SampleRandom

    init(reference: SampleReference, careManagers: Int, place: MunicipalityCode, seed: UInt64) {
        self.reference = reference
        self.careManagers = careManagers
        self.seed = seed
        random = SampleRandom(seed, 0xE8C4, UInt64(place.number))
    }

    /// All names, the earliest first; one in eighty stands there twice.
    mutating func names(offices: [SampleOffice], spells: [[StageSpell]]) -> [String] {
        var names: [(time: String, name: String)] = []
        for link in links(offices, spells) { names += self.names(of: link) }
        names.sort { ($0.time, $0.name) < ($1.time, $1.name) }
        var lines: [String] = []
        for name in names.map(\.name) {
            lines.append(name)
            if random.below(80) == 0 { lines.append(name) }
        }
        return lines + SampleExchanges.strays
    }

    /// What else lies in such a folder.
    private static let strays = [
        "desktop.ini", "readme.txt", "Thumbs.db", "UPPLAN_202613_2278050001_43_2278050002_11_20260925093001.CSV",
        "UPPLAN_202609_227805000_43_2278050002_11_20260925093002.CSV", "backup.zip",
    ]

    private mutating func links(_ offices: [SampleOffice], _ spells: [[StageSpell]]) -> [Link] {
        var using: [(office: SampleOffice, from: Day, through: Day)] = []
        for (office, spells) in zip(offices, spells) where office.inScope {
            let used = spells.filter { $0.stage == .registered && $0.route != "equivalent" }
            guard let last = used.last, let from = used.compactMap(\.spell.from).min() else { continue }
            using.append((office, from, last.spell.through ?? SampleCalendar.secondList))
        }
        let providers = using.filter { !$0.office.files.contains(careManagers) }
        var links: [Link] = []
        guard !providers.isEmpty else { return links }
        for manager in using where manager.office.files.contains(careManagers) {
            var chosen: Set<Int> = []
            for _ in 0..<random.within(2...6) { chosen.insert(random.below(providers.count)) }
            for provider in chosen.sorted().map({ providers[$0] }) {
                guard let file = provider.office.files.first(where: { reference.files[$0].inScope }) else { continue }
                links.append(
                    Link(
                        sender: manager.office, receiver: provider.office, service: reference.files[file].service,
                        from: max(manager.from, provider.from), through: min(manager.through, provider.through)))
            }
        }
        return links
    }

    private mutating func names(of link: Link) -> [(time: String, name: String)] {
        var names: [(time: String, name: String)] = []
        var writer = Writer(link.sender.number, "43", link.receiver.number, link.service, seed: seed)
        var month = SampleExchanges.firstMonth
        var isFirst = true
        // The plan of a month goes out at the end of the month before, the actuals come back at its own end.
        while month <= SampleCalendar.secondList.month.advanced(by: 1) {
            defer { month = month.advanced(by: 1) }
            let sent = month.firstDay.advanced(by: -random.within(1...8))
            guard link.from <= sent, sent <= link.through, sent <= SampleCalendar.secondList else { continue }
            writer.begin(sent, second: random.within(32_400...61_000))
            if isFirst {
                names += writer.plan(isWhole: random.chance(9_000))
                writer.goOn()
            }
            isFirst = false
            names += writer.usage(month, isWhole: random.chance(9_500))
            if random.below(50) == 0 {
                writer.goOn()
                names.append(writer.name("DLTPLAN", month))
                writer.goOn()
                names += writer.usage(month, isWhole: true)
            }
            let back = month.advanced(by: 1).firstDay.advanced(by: random.below(6))
            guard back <= min(link.through, SampleCalendar.secondList), random.chance(9_300) else { continue }
            writer.begin(back, second: random.within(32_400...61_000))
            names.append(writer.name("UPJSK", month, isBack: true))
        }
        return names
    }
}

extension SampleExchanges {
    /// An entry of `ls -l`.
    static func longEntry(_ name: String, place: Int) -> String {
        "-rw-r--r-- 1 renkei renkei \(1_200 + place * 37 % 5_000) Oct 31 18:00 \(name)"
    }

    /// Writes names of the standard, in the version that the sender's software speaks: most 4.1, some 4.0 (codes of
    /// three characters), a few 3 (no codes, no third table).
    private struct Writer {
        private let sender: String
        private let receiver: String
        private let codes: (String, String)
        private let version: Int
        private var day = ""
        private var second = 0

        init(_ sender: OfficeNumber, _ own: String, _ receiver: OfficeNumber, _ service: String, seed: UInt64) {
            self.sender = sender.description
            self.receiver = receiver.description
            var random = SampleRandom(seed, 0xE8F0, sender.packed)
            version = [41, 40, 3][random.weighted([78, 14, 8])]
            codes = version == 41 ? ("_" + own, "_" + service) : version == 40 ? ("_0" + own, "_0" + service) : ("", "")
        }

        mutating func begin(_ day: Day, second: Int) {
            self.day = SampleCalendar.compact(day)
            self.second = second
        }

        /// Some minutes later.
        mutating func goOn() { second += 300 }

        /// The first set between two offices, 居宅サービス計画; without its last table it is not whole.
        func plan(isWhole: Bool) -> [(time: String, name: String)] {
            var kinds = ["UP1KYO", "UP2KYO"]
            if isWhole, version >= 40 { kinds.append("UP3KYO") }
            return [stated("UPHOSOKU", "_000000", isBack: false)] + kinds.map { stated($0, "", isBack: false) }
        }

        /// The set of a month, サービス利用票.
        func usage(_ month: Month, isWhole: Bool) -> [(time: String, name: String)] {
            (["UPHOSOKU", "UPPLAN"] + (isWhole ? ["UPSIKYU"] : [])).map { name($0, month) }
        }

        func name(_ kind: String, _ month: Month, isBack: Bool = false) -> (time: String, name: String) {
            stated(kind, "_\(month.year)" + SampleExchanges.pair(month.month), isBack: isBack)
        }

        private func stated(_ kind: String, _ stated: String, isBack: Bool) -> (time: String, name: String) {
            let time = day + [second / 3_600, second / 60 % 60, second % 60].map(SampleExchanges.pair).joined()
            let (from, to) = (sender + codes.0, receiver + codes.1)
            return (time, "\(kind)\(stated)_\(isBack ? to : from)_\(isBack ? from : to)_\(time).CSV")
        }
    }

    private static func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
