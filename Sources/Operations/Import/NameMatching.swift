import Adoption
import Interchange
import Storage

/// Finds the office of a row without a number: same name and same address after folding widths and spaces, and only
/// one such office. Never a guess by the name alone.
struct NameMatching {
    private var offices: [String: OfficeNumber?] = [:]

    init(_ directory: OfficeDirectory) {
        for entry in directory.entries {
            let key = NameMatching.key(entry.fact.name, entry.fact.address)
            if let known = offices[key], known != entry.fact.office {
                offices[key] = .some(nil)
            } else {
                offices[key] = entry.fact.office
            }
        }
    }

    func office(of listing: OfficeListing) -> OfficeNumber? {
        offices[NameMatching.key(listing.name, listing.address)] ?? nil
    }

    private static func key(_ name: String, _ address: String) -> String {
        Folding.key(name) + "\n" + Folding.key(address)
    }
}
