import Adoption

/// Makes and writes one municipality after the other, so that only one is held at a time.
struct SampleWriting {
    let seed: UInt64
    let reference: SampleReference
    /// The file of 居宅介護支援 among `reference.files`.
    let careManagers: Int
    private let kinds: [SampleKind]
    var output: SampleOutput
    private var numbers = SampleNumbers()
    private var plan = SamplePlan(places: [], disputedFile: nil, campaigns: [])
    /// Rows of the municipality before that stand under this one.
    private var strays: [SampleStray] = []
    var summary = GenerateSample.Summary()
    private var covered: [MunicipalityCode] = []
    private let isShipped: Bool

    init(seed: UInt64, reference: SampleReference, isShipped: Bool, output: SampleOutput) {
        self.seed = seed
        self.isShipped = isShipped
        self.reference = reference
        self.output = output
        kinds = reference.files.map { file in
            SampleKind.byFile[file.code] ?? SampleKind.all[0]
        }
        careManagers = reference.files.firstIndex { $0.code == SampleStray.file } ?? 0
    }

    mutating func beginPrefecture(_ plan: SamplePlan) {
        self.plan = plan
        strays = []
        numbers = SampleNumbers()
    }

    mutating func add(_ place: SampleReference.Municipality, next: SampleReference.Municipality?) throws {
        let isDisputed = plan.disputed.contains(place.code)
        var making = SampleOffices(reference: reference, place: place, seed: seed)
        var offices = try making.make(numbers: &numbers, stray: strays, keepsAll: isDisputed)
        let arriving = strays
        strays = next.map { dispute(&offices, place, with: $0, careful: isDisputed) } ?? []
        try writeOffices(offices, arriving, place)
        summary.municipalities += 1
        let adoption = SampleAdoption(place: place.code, seed: seed)
        var spells = spells(of: offices, in: place, adoption)
        if isDisputed { SampleDispute.balance(&spells, offices, adoption) }
        if let campaign = plan.campaigns[place.code] {
            let enrollments = enroll(offices, for: campaign, spells: &spells)
            try writeCampaign(campaign, enrollments, offices: offices)
            try writeExchanges(place, offices, spells, isLong: campaign.isOver)
        }
        if !plan.unreported.contains(place.code) {
            covered.append(place.code)
            try writeRegistrations(spells)
            try writeUnknown(place)
        }
        try writeOutreach(place, adoption, offices, spells)
    }

    private func spells(
        of offices: [SampleOffice], in place: SampleReference.Municipality, _ adoption: SampleAdoption
    ) -> [[StageSpell]] {
        guard !plan.diffusion.isWaves else { return offices.map { adoption.spells(of: $0) } }
        let days = plan.diffusion.days(of: offices, place: place.code, seed: seed)
        return zip(offices, days).map { office, day in
            office.inScope ? adoption.spells(of: office, from: day) : adoption.spells(of: office)
        }
    }

    mutating func finish() throws -> GenerateSample.Summary {
        let coverage = output.file("coverage.txt", header: covered.map(\.description).joined(separator: ",") + "\n")
        let readme = output.file("README.txt", header: SampleText.readme(seed: seed, isShipped: isShipped))
        try output.add(to: coverage) { _ in }
        try output.add(to: readme) { _ in }
        try output.finish()
        return summary
    }

    /// Picks offices one of whose rows stands under the next municipality: 6 in 10,000, and two where the KPI is to hang
    /// on them.
    private func dispute(
        _ offices: inout [SampleOffice], _ place: SampleReference.Municipality, with next: SampleReference.Municipality,
        careful: Bool
    ) -> [SampleStray] {
        guard let file = reference.files.firstIndex(where: { $0.code == SampleStray.file }), next.counts[file] >= 3
        else { return [] }
        var random = SampleRandom(seed, 0xD15A, UInt64(place.code.number))
        var strays: [SampleStray] = []
        for index in offices.indices where strays.count < 2 {
            let office = offices[index]
            guard office.inScope, !office.files.contains(file),
                (office.files.first.map { kinds[$0].file } ?? 999) < 160, office.openDay == nil, office.lastDay == nil,
                office.movedTo == nil, careful || random.chance(2)
            else { continue }
            offices[index].isDisputed = true
            strays.append(SampleStray(office: offices[index], file: file))
        }
        return strays
    }
}

// MARK: - Rows

extension SampleWriting {
    private mutating func writeOffices(
        _ offices: [SampleOffice], _ arriving: [SampleStray], _ place: SampleReference.Municipality
    ) throws {
        for day in [SampleCalendar.firstList, SampleCalendar.secondList] {
            let isSecond = day == SampleCalendar.secondList
            let rows = SampleOfficeRows(seed: seed, place: place, isSecond: isSecond)
            let folder = "offices/\(day)/"
            for stray in arriving {
                var office = stray.office
                office.area = 0
                try writeOpenData(office, files: [stray.file], rows, folder, day, isFirst: false)
            }
            for office in offices {
                let isThere = isSecond ? office.lastDay == nil : office.openDay == nil
                if isThere {
                    try writeOpenData(office, files: office.files, rows, folder, day, isFirst: true)
                }
                if !isSecond, isThere { summary.offices += 1 }
                // A closed office stays in the product's own list with its last day, if it was there at all.
                guard isThere || (isSecond && office.number.packed % 2 == 0) else { continue }
                try writeOwn(office, rows, folder, day)
            }
        }
    }

    private mutating func writeOpenData(
        _ office: SampleOffice, files: [Int], _ rows: SampleOfficeRows, _ folder: String, _ day: Day, isFirst: Bool
    ) throws {
        for (order, file) in files.enumerated() {
            let kind = kinds[file]
            let path = "\(folder)jigyosho_\(kind.file)_all_\(SampleCalendar.compact(day))000000.csv"
            let target = output.file(path, header: SampleOfficeRows.openDataHeader)
            try output.add(to: target) { row in
                rows.openData(office, kind, isFirstFile: isFirst && order == 0, into: &row)
            }
            if !rows.isSecond { summary.openDataRows += 1 }
        }
    }

    private mutating func writeOwn(
        _ office: SampleOffice, _ rows: SampleOfficeRows, _ folder: String, _ day: Day
    ) throws {
        var services = office.extras
        if rows.isSecond, office.successorOf != nil, let file = office.files.first {
            services.append(reference.files[file].service)
        }
        guard !services.isEmpty else { return }
        let path = "\(folder)offices_\(SampleCalendar.compact(day)).csv"
        let target = output.file(path, header: SampleOfficeRows.ownHeader)
        for service in services {
            try output.add(to: target) { row in rows.own(office, service: service, into: &row) }
            if !rows.isSecond { summary.ownRows += 1 }
        }
    }

    private mutating func writeRegistrations(_ spells: [[StageSpell]]) throws {
        let first = output.file(
            "registrations_\(SampleCalendar.compact(SampleCalendar.firstRegistrations)).csv", header: SampleText.spells)
        let full = output.file(
            "registrations_\(SampleCalendar.compact(SampleCalendar.secondList)).csv", header: SampleText.spells)
        for spell in spells.joined() {
            try output.add(to: full) { SampleText.row(spell, into: &$0) }
            summary.registrations += 1
            guard let from = spell.spell.from, from <= SampleCalendar.firstRegistrations else { continue }
            var known = spell
            if let through = spell.spell.through, through > SampleCalendar.firstRegistrations {
                known.spell.through = nil
                known.endReason = nil
            }
            try output.add(to: first) { SampleText.row(known, into: &$0) }
        }
    }

    /// Now and then a registration names an office that is in no list.
    private mutating func writeUnknown(_ place: SampleReference.Municipality) throws {
        var random = SampleRandom(seed, 0x0B0D, UInt64(place.code.number))
        guard random.chance(1_500), let area = place.areas.first else { return }
        let number = try numbers.next(kind: UInt8(ascii: "7"), area: area.code)
        try writeRegistrations([
            [
                StageSpell(
                    office: number, route: "careplan-renkei", stage: .registered,
                    spell: Spell(from: SampleCalendar.registrationDay(&random), through: nil), endReason: nil,
                    source: "見本 登録一覧", evidence: "事業所一覧になし")
            ]
        ])
    }

    private mutating func writeOutreach(
        _ place: SampleReference.Municipality, _ adoption: SampleAdoption, _ offices: [SampleOffice],
        _ spells: [[StageSpell]]
    ) throws {
        let firsts = zip(offices, spells).filter { $0.0.inScope && $0.0.openDay == nil }.map { office, spells in
            (
                number: office.number,
                first: spells.first { $0.stage == .registered && $0.route != "equivalent" }?.spell.from
            )
        }
        let held = SampleOutreach.held(in: place, activity: adoption.activity, seed: seed, offices: firsts)
        let activities = output.file("outreach.csv", header: SampleText.activities)
        let attendance = output.file("attendance.csv", header: SampleText.attendance)
        for event in held {
            try output.add(to: activities) { SampleText.row(event.activity, into: &$0) }
            for number in event.attendees {
                try output.add(to: attendance) { $0.add("\(event.activity.id),\(number)\n") }
            }
            summary.activities += 1
            summary.attendances += event.attendees.count
        }
    }
}
