import Adoption

/// The numbers of all offices that a list has named.
package struct OfficeNumbers: Sendable {
    /// `OfficeNumber.packed`, ascending.
    package private(set) var packed: [UInt64] = []

    package init(_ connection: any Connection, at revision: Int64) throws {
        var numbers: [UInt64] = []
        try Visibility(at: revision, connection).query(
            connection, "SELECT id, revision, office_number FROM office_entry WHERE revision <= :at ORDER BY id"
        ) { numbers.append(try $0.office(2).packed) }
        numbers.sort()
        for number in numbers where packed.last != number { packed.append(number) }
    }

    /// How many of these ascending numbers no list has named.
    package func missing(of offices: [UInt64]) -> Int {
        var place = 0
        return offices.reduce(0) { count, office in
            while place < packed.count, packed[place] < office { place += 1 }
            return place < packed.count && packed[place] == office ? count : count + 1
        }
    }
}
