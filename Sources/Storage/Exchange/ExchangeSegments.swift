import Adoption

/// The exchange records that hold at a revision: their tables, and which segments lie in which stretch of time.
package struct ExchangeSegments: Sendable {
    package struct Segment: Sendable {
        package var id: Int64
        /// The import that recorded it.
        package var batch: Int64
        package var firstTime: UInt32
        package var lastTime: UInt32
        package var records: Int
        /// Of them, files that take others back.
        package var deletions: Int
        package var digest: String
    }

    /// In the order in which they were recorded.
    package private(set) var segments: [Segment] = []
    /// By import.
    package private(set) var tables: [Int64: ExchangeTables] = [:]

    package init(_ connection: any Connection, at revision: Int64) throws {
        try self.init(connection, try Visibility(at: revision, connection))
    }

    init(_ connection: any Connection, _ visibility: Visibility) throws {
        try visibility.query(
            connection,
            """
            SELECT id, revision, first_time, last_time, records, deletions, digest
            FROM exchange_segment WHERE revision <= :at ORDER BY id
            """
        ) { row in
            segments.append(
                Segment(
                    id: try row.int(0), batch: try row.int(1), firstTime: UInt32(clamping: try row.int(2)),
                    lastTime: UInt32(clamping: try row.int(3)), records: Int(try row.int(4)),
                    deletions: Int(try row.int(5)), digest: row.text(6)))
        }
        guard !segments.isEmpty else { return }
        try visibility.query(
            connection,
            "SELECT id, revision, offices, kinds, services FROM exchange_batch WHERE revision <= :at ORDER BY id"
        ) { row in
            tables[try row.int(1)] = try ExchangeTables(
                officeBytes: try row.blob(2), kinds: row.text(3), services: row.text(4))
        }
    }

    /// Segments with a record between two times, both included.
    package func between(_ first: UInt32, _ last: UInt32) -> [Segment] {
        segments.filter { $0.firstTime <= last && $0.lastTime >= first }
    }

    /// The records of a segment.
    package static func columns(of segment: Segment, _ connection: any Connection) throws -> ExchangeColumns {
        let found = try connection.first(
            "SELECT content FROM exchange_segment WHERE id = :id", ["id": .int(segment.id)]
        ) { try $0.blob(0) }
        guard let found else { throw ExchangeColumns.damaged }
        return try ExchangeColumns(bytes: found)
    }
}

extension Recording {
    /// Keeps the tables of an import's segments.
    package func append(_ tables: ExchangeTables) throws {
        try append([tables], to: .exchangeBatch) { tables, rows in
            try rows.append(.blob(tables.officeBytes))
            try rows.append(text: tables.kinds.joined(separator: ","))
            try rows.append(text: tables.servicesText)
        }
    }

    /// Keeps records in segments. They must be in order and sent in one month; a set of files stays in one segment.
    /// - Parameters:
    ///   - deletions: places of the kinds that take others back.
    ///   - digest: the checksum of a segment's bytes.
    package func append(
        exchanges records: [PackedExchange], deletions: UInt32, digest: ([UInt8]) -> String
    ) throws {
        var start = 0
        while start < records.count {
            var end = min(start + ExchangeColumns.capacity, records.count)
            while end < records.count, end > start + 1, records[end].isSentWith(records[end - 1]) { end -= 1 }
            let slice = records[start..<end]
            let columns = ExchangeColumns(slice)
            let times = slice.reduce(into: (first: UInt32.max, last: UInt32.min)) { times, record in
                times.first = min(times.first, record.time)
                times.last = max(times.last, record.time)
            }
            let taken = slice.reduce(0) { $0 + (deletions >> UInt32($1.kind) & 1 == 0 ? 0 : 1) }
            try append([columns], to: .exchangeSegment) { columns, rows in
                try rows.append(int: Int64(times.first))
                try rows.append(int: Int64(times.last))
                try rows.append(int: Int64(columns.count))
                try rows.append(int: Int64(taken))
                try rows.append(text: digest(columns.bytes))
                try rows.append(.blob(columns.bytes))
            }
            start = end
        }
    }

    package func append(_ links: [PartnerLink]) throws {
        try append(links, to: .partnerLink) { link, rows in
            try rows.append(text: link.office.description)
            try rows.append(text: link.partner.description)
            try rows.append(link.month?.description)
            try rows.append(Value(link.volume))
            try rows.append(text: link.source)
        }
    }
}

/// The partner lists that hold at a revision.
package struct PartnerRecords: Sendable {
    package private(set) var links: [Recorded<PartnerLink>] = []

    package init(_ connection: any Connection, at revision: Int64) throws {
        try self.init(connection, try Visibility(at: revision, connection))
    }

    init(_ connection: any Connection, _ visibility: Visibility) throws {
        try visibility.query(
            connection,
            """
            SELECT id, revision, office_number, partner_number, month, volume, source
            FROM partner_link WHERE revision <= :at ORDER BY id
            """
        ) { row in
            let link = PartnerLink(
                office: try row.office(2), partner: try row.office(3), month: row.textIfAny(4).flatMap { Month($0) },
                volume: row.isNull(5) ? nil : Int(try row.int(5)), source: row.text(6))
            links.append(Recorded(id: try row.int(0), revision: try row.int(1), fact: link))
        }
    }
}
