import Adoption
import Storage

/// Which lists spoke of which services in which municipalities: what a list is the first of, and what a newer one has
/// already said.
struct ListCoverage: Sendable {
    private struct List {
        var day: Day
        var services: ServiceSet
        var municipalities: Set<Int>
    }

    /// In the order of their days.
    private let lists: [List]

    init(_ lists: [OfficeList], _ reference: Reference) {
        self.lists = lists.map { list in
            List(
                day: list.day, services: ListCoverage.bits(list.services, reference),
                municipalities: Set(list.areas.compactMap(reference.municipalityIndex(of:))))
        }.sorted { $0.day < $1.day }
    }

    static func bits(_ services: [String], _ reference: Reference) -> ServiceSet {
        var set = ServiceSet(bits: 0)
        for index in services.compactMap(reference.serviceIndex(code:)) { set.insert(index) }
        return set
    }

    /// Whether a list of an earlier day was about this service there.
    func isListed(before day: Day, _ service: Int, _ municipality: Int) -> Bool {
        lists.contains { $0.day < day && $0.services.contains(service) && $0.municipalities.contains(municipality) }
    }

    /// Whether another list of the same day was.
    func isListed(on day: Day, _ service: Int, _ municipality: Int) -> Bool {
        lists.contains { $0.day == day && $0.services.contains(service) && $0.municipalities.contains(municipality) }
    }

    /// The day of the next list that was.
    func next(after day: Day, _ service: Int, _ municipality: Int) -> Day? {
        lists.first { $0.day > day && $0.services.contains(service) && $0.municipalities.contains(municipality) }?.day
    }
}
