import Adoption

/// What one thread read of a listing: records over its own tables of offices and services, and what there is to say.
package struct ExchangeNameScan {
    package struct Counts: Sendable {
        /// Names that stood there, whatever they are.
        package var names = 0
        /// By place in `ExchangeKinds.all`.
        package var kinds = [Int](repeating: 0, count: 32)
        package var other = 0
        package var unknown = 0
        /// Lines of the listing that hold no name: headings, sums, folders.
        package var headings = 0

        package init() {}

        package static func += (left: inout Counts, right: Counts) {
            left.names += right.names
            for index in left.kinds.indices { left.kinds[index] += right.kinds[index] }
            left.other += right.other
            left.unknown += right.unknown
            left.headings += right.headings
        }
    }

    /// A name that is none of the standard.
    package struct Unknown: Sendable {
        /// Line within the piece that was scanned, from 0.
        package var line: Int
        package var name: [UInt8]
        package var verdict: ExchangeFileName.Verdict
        /// May be kept: it can name nobody.
        package var isHarmless: Bool
    }

    /// How many unknown names one scan keeps; the rest is counted.
    package static let unknownLimit = 10_000

    package private(set) var records: [PackedExchange] = []
    package private(set) var offices = PlaceTable()
    package private(set) var services = PlaceTable()
    package private(set) var counts = Counts()
    /// Unknown names of the last piece.
    package var unknown: [Unknown] = []

    private let names: ExchangeFileName
    private var kept = 0
    private var lastSender: (number: UInt64, place: Int) = (.max, 0)

    package init(_ names: ExchangeFileName) {
        self.names = names
        // Place 0 of the services is "none".
        _ = services.place(of: 0)
    }

    /// Reads the lines of a piece of a listing, the last one with or without its end.
    /// - Parameter isFirst: the piece begins the listing: lines above the first name of a table are its heading.
    /// - Returns: how many lines it has.
    package mutating func scan(_ piece: UnsafeBufferPointer<UInt8>, _ form: ListingForm, isFirst: Bool) -> Int {
        records.reserveCapacity(records.count + piece.count / 64)
        var line = 0
        var start = 0
        var inHeading = isFirst
        while start < piece.count {
            var end = start
            while end < piece.count, piece[end] != 10 { end &+= 1 }
            var stop = end
            if stop > start, piece[stop - 1] == 13 { stop -= 1 }
            if stop > start {
                take(UnsafeBufferPointer(rebasing: piece[start..<stop]), form, line: line, &inHeading)
            }
            line += 1
            start = end + 1
        }
        return line
    }

    private mutating func take(
        _ line: UnsafeBufferPointer<UInt8>, _ form: ListingForm, line number: Int, _ inHeading: inout Bool
    ) {
        var name: UnsafeBufferPointer<UInt8>
        switch form {
        case .names:
            name = ListingForm.trimmed(line)
        case .longList, .directory:
            let isEntry =
                form == .longList
                ? ListingForm.isLongEntry(line) && line[0] != UInt8(ascii: "d")
                : ListingForm.isDirectoryEntry(line) && !isFolder(line)
            guard isEntry else {
                counts.headings += 1
                return
            }
            name = ListingForm.lastWord(line)
        case .table(let delimiter, let column):
            guard let cell = ListingForm.cell(line, delimiter, column) else {
                note(line, .notAName, number, &inHeading)
                return
            }
            name = cell
        }
        if name.isEmpty { return }
        let bare = ListingForm.lastComponent(name)
        let isTable = if case .table = form { true } else { false }
        var wasHeading = isTable && inHeading && number < 5
        take(name: bare.isEmpty ? name : bare, line: number, &wasHeading)
        if isTable, !wasHeading { inHeading = false }
    }

    /// Takes a name that stands alone, as in a folder.
    package mutating func take(name: UnsafeBufferPointer<UInt8>, line: Int) {
        var inHeading = false
        take(name: name, line: line, &inHeading)
    }

    private mutating func take(name: UnsafeBufferPointer<UInt8>, line: Int, _ inHeading: inout Bool) {
        var parsed = ExchangeFileName.Parsed()
        let verdict = names.read(name, into: &parsed)
        switch verdict {
        case .record:
            inHeading = false
            counts.names += 1
            counts.kinds[Int(parsed.kind)] += 1
            append(parsed)
        case .other:
            inHeading = false
            counts.names += 1
            counts.other += 1
        default: note(name, verdict, line, &inHeading)
        }
    }

    private mutating func append(_ parsed: ExchangeFileName.Parsed) {
        if parsed.sender != lastSender.number { lastSender = (parsed.sender, offices.place(of: parsed.sender)) }
        records.append(
            PackedExchange(
                sender: lastSender.place, receiver: offices.place(of: parsed.receiver), time: parsed.time,
                kind: parsed.kind, month: parsed.month, services: services.place(of: parsed.services)))
    }

    private mutating func note(
        _ name: UnsafeBufferPointer<UInt8>, _ verdict: ExchangeFileName.Verdict, _ line: Int, _ inHeading: inout Bool
    ) {
        if inHeading {
            counts.headings += 1
            return
        }
        counts.names += 1
        counts.unknown += 1
        guard kept < Self.unknownLimit else { return }
        kept += 1
        unknown.append(
            Unknown(
                line: line, name: Array(name.prefix(200)), verdict: verdict, isHarmless: names.isHarmless(name)))
    }

    private func isFolder(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let mark = Array("<DIR>".utf8)
        guard line.count > 36 else { return false }
        return (15..<min(line.count - 5, 40)).contains { start in line[start..<(start + 5)].elementsEqual(mark) }
    }

    /// Frees the records once they have been taken over.
    package mutating func dropRecords() { records = [] }
}

/// Numbers in the order in which they first came, found again by hashing.
package struct PlaceTable: Sendable {
    package private(set) var values: [UInt64] = []
    private var slots = [UInt32](repeating: .max, count: 1024)
    private var keys = [UInt64](repeating: 0, count: 1024)

    package init() {}

    package mutating func place(of value: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while slots[slot] != .max {
            if keys[slot] == value { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        slots[slot] = UInt32(values.count)
        keys[slot] = value
        values.append(value)
        if values.count * 2 > slots.count { grow() }
        return values.count - 1
    }

    private mutating func grow() {
        let count = slots.count * 2
        slots = [UInt32](repeating: .max, count: count)
        keys = [UInt64](repeating: 0, count: count)
        for (place, value) in values.enumerated() {
            var slot = Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
            while slots[slot] != .max { slot = (slot + 1) & (count - 1) }
            slots[slot] = UInt32(place)
            keys[slot] = value
        }
    }
}
