import Adoption
import Analytics
import CSV
import Interchange
import Storage

package enum ExportEncoding: String, CaseIterable, Sendable {
    /// With a byte order mark, which Excel needs.
    case utf8
    case cp932

    var writing: CSVWriter.Encoding { self == .utf8 ? .utf8WithMark : .cp932 }
}

/// What was written of one table.
package struct ExportSummary: Sendable {
    package var table: ExportTable
    package var rows: Int
    package var bytes: Int
    /// Characters without a CP932 form.
    package var replacedCharacters: Int
}

extension Workspace {
    /// Writes one table, piece by piece.
    package func export(
        _ table: ExportTable, knownAt: Instant?, asOf day: Day, encoding: ExportEncoding,
        write: @escaping ([UInt8]) throws -> Void
    ) throws -> ExportSummary {
        var writer = try CSVWriter(encoding.writing, to: write)
        try table.format.writeHeader(to: &writer)
        let revision = try revision(knownAt: knownAt)
        switch table {
        case .offices: try writeOffices(at: revision, to: &writer)
        case .officeHistory: try writeHistory(at: revision, to: &writer)
        case .registrations: try writeRegistrations(at: revision, to: &writer)
        case .outreach: try writeOutreach(at: revision, to: &writer)
        case .attendance: try writeAttendance(at: revision, to: &writer)
        case .readiness: try writeReadiness(at: revision, to: &writer)
        case .partners: try writePartners(at: revision, to: &writer)
        case .municipalityKPI, .prefectureKPI, .stages, .services:
            let figures = try ExportFigures(try state(knownAt: knownAt), asOf: day)
            try figures.write(table, to: &writer)
        }
        let summary = try writer.finish()
        return ExportSummary(
            table: table, rows: summary.rows - 1, bytes: summary.bytes, replacedCharacters: summary.replacedCharacters)
    }

    private func writeOffices(at revision: Int64, to writer: inout CSVWriter) throws {
        let directory = try ledger.read { try OfficeDirectory($0, at: revision) }
        var entry = directory.entries.startIndex
        for service in directory.services {
            let fact = service.fact
            // Both are ordered by office: the last entry of the office is its present one.
            while entry < directory.entries.endIndex, directory.entries[entry].fact.office < fact.office { entry += 1 }
            var last = entry
            while last + 1 < directory.entries.endIndex, directory.entries[last + 1].fact.office == fact.office {
                last += 1
            }
            guard last < directory.entries.endIndex, directory.entries[last].fact.office == fact.office else {
                continue
            }
            try OwnFormat.write(OfficeListing(directory.entries[last].fact, fact), to: &writer)
        }
    }

    private func writeHistory(at revision: Int64, to writer: inout CSVWriter) throws {
        for entry in try ledger.read({ try OfficeDirectory($0, at: revision) }).entries {
            try OwnFormat.write(entry.fact, to: &writer)
        }
    }

    private func writeRegistrations(at revision: Int64, to writer: inout CSVWriter) throws {
        for spell in try ledger.read({ try StageHistory($0, at: revision) }).spells {
            let fact = spell.fact
            let listing = RegistrationListing(
                officeNumber: fact.office, route: fact.route, stage: fact.stage, fromDay: fact.spell.from,
                toDay: fact.spell.through, endReason: fact.endReason, source: fact.source, evidence: fact.evidence)
            try OwnFormat.write(listing, to: &writer)
        }
    }

    private func writeOutreach(at revision: Int64, to writer: inout CSVWriter) throws {
        let records = try ledger.read { try OutreachRecords($0, at: revision) }
        for activity in records.activities.map(\.fact).sorted(by: { ($0.day, $0.id) < ($1.day, $1.id) }) {
            try OwnFormat.write(activity, to: &writer)
        }
    }

    private func writeAttendance(at revision: Int64, to writer: inout CSVWriter) throws {
        let records = try ledger.read { try OutreachRecords($0, at: revision) }
        let rows = records.attendance.map(\.fact).sorted { ($0.activity, $0.office) < ($1.activity, $1.office) }
        for row in rows { try OwnFormat.write(activity: row.activity, attendedBy: row.office, to: &writer) }
    }

    private func writePartners(at revision: Int64, to writer: inout CSVWriter) throws {
        let links = try ledger.read { try PartnerRecords($0, at: revision) }.links.map(\.fact)
        for link in links.sorted(by: { ($0.office, $0.partner, $0.source) < ($1.office, $1.partner, $1.source) }) {
            try OwnFormat.write(link, to: &writer)
        }
    }

    private func writeReadiness(at revision: Int64, to writer: inout CSVWriter) throws {
        for statement in try ledger.read({ try ReadinessRecords($0, at: revision) }).statements {
            try OwnFormat.write(statement.fact, to: &writer)
        }
    }
}

extension OfficeListing {
    fileprivate init(_ entry: OfficeEntry, _ service: ServiceSpell) {
        self.init(
            officeNumber: entry.office, serviceCode: service.service, name: service.listedName ?? entry.name,
            kana: entry.kana, municipality: entry.municipality, address: entry.address,
            corporation: entry.corporation, corporationName: entry.corporationName, openDay: service.spell.from,
            lastDay: service.spell.through, status: service.status, successorOf: entry.successorOf,
            latitude: entry.latitude, longitude: entry.longitude, capacity: service.capacity)
    }
}

/// The tables of figures: the same values as on the pages.
struct ExportFigures {
    /// Three years of months.
    private static let months = 36

    let reference: Reference
    let standing: Standing
    let series: MonthlySeries
    let rules: KPIRules

    init(_ state: LedgerState, asOf day: Day) throws {
        guard let rules = KPIRules(state.reference, on: day) else {
            throw Failure(.notFound, "\(day) に有効なKPIの規則がありません。")
        }
        self.rules = rules
        reference = state.reference
        standing = Standing(snapshot: state.snapshot, reference: reference, rules: rules, day: day)
        series = MonthlySeries(
            snapshot: state.snapshot, reference: reference, rules: rules,
            days: MonthlySeries.days(through: day, months: ExportFigures.months))
    }

    func write(_ table: ExportTable, to writer: inout CSVWriter) throws {
        switch table {
        case .municipalityKPI: try writeMunicipalities(to: &writer)
        case .prefectureKPI: try writePrefectures(to: &writer)
        case .stages: try writeStages(to: &writer)
        case .services: try writeServices(to: &writer)
        case .offices, .officeHistory, .registrations, .outreach, .attendance, .readiness, .partners: break
        }
    }

    private func writeArea(_ index: Int, to writer: inout CSVWriter) {
        let area = reference.municipalities[index]
        writer.field(area.code.description)
        writer.field(reference.prefecture(area.code.prefecture)?.name ?? "")
        writer.field(area.name)
    }

    private func writeMunicipalities(to writer: inout CSVWriter) throws {
        for index in reference.municipalities.indices {
            for point in series.municipality(index) {
                writer.field(point.day.description)
                writeArea(index, to: &writer)
                // Without an office in scope there is nothing to use: a blank, never 0.
                let isApplicable = point.eligible > 0
                writer.field(isApplicable ? point.using.value : nil)
                writer.field(point.eligible)
                writer.field(isApplicable ? (point.using.value == nil ? "not_reported" : "reported") : "not_applicable")
                writer.field(rules.municipality.id)
                try writer.endRow()
            }
        }
    }

    private func writePrefectures(to writer: inout CSVWriter) throws {
        for prefecture in reference.prefectures {
            for point in series.prefecture(prefecture.number) {
                writer.field(point.day.description)
                writer.field(prefecture.number)
                writer.field(prefecture.name)
                writer.field(point.tally.met)
                writer.field(point.tally.applicable)
                writer.field(point.tally.notReported)
                writer.field(point.total.using)
                writer.field(point.total.eligible)
                writer.field(rules.prefecture.id)
                try writer.endRow()
            }
        }
    }

    private func writeStages(to writer: inout CSVWriter) throws {
        try forEachBreakdown { index, breakdown in
            for reading in breakdown.stages {
                writer.field(standing.day.description)
                writeArea(index, to: &writer)
                writer.field(reading.stage.key)
                writer.field(reading.count.value?.using)
                writer.field(breakdown.total.eligible)
                try writer.endRow()
            }
        }
    }

    private func writeServices(to writer: inout CSVWriter) throws {
        try forEachBreakdown { index, breakdown in
            for use in breakdown.services {
                writer.field(standing.day.description)
                writeArea(index, to: &writer)
                writer.field(reference.services[use.service].code)
                writer.field(breakdown.isReported ? use.count.using : nil)
                writer.field(use.count.eligible)
                try writer.endRow()
            }
        }
    }

    private func forEachBreakdown(_ body: (Int, OfficeBreakdown) throws -> Void) rethrows {
        for prefecture in standing.prefectures {
            let sizes = standing.corporationSizes(of: prefecture)
            for municipality in standing.municipalities(of: prefecture) where municipality.eligible > 0 {
                try body(municipality.index, standing.breakdown(of: municipality, sizes: sizes))
            }
        }
    }
}
