import Adoption

extension OfficeBreakdown {
    /// Adds another area under the same rule, day and reference.
    package static func += (left: inout OfficeBreakdown, right: OfficeBreakdown) {
        left.isReported = left.isReported || right.isReported
        left.total += right.total
        left.stages = zip(left.stages, right.stages).map { mine, other in
            guard let added = other.count.value else { return mine }
            // Offices without exchange records are in neither number.
            guard let count = mine.count.value else { return other }
            return StageReading(stage: mine.stage, count: .value(count + added))
        }
        left.ladder = zip(left.ladder, right.ladder).map { $0 + $1 }
        left.routes = zip(left.routes, right.routes).map {
            RouteUse(route: $0.route, counts: $0.counts, using: $0.using + $1.using)
        }
        left.unmoved += right.unmoved
        left.usingWithoutUnmoved += right.usingWithoutUnmoved
        left.lapsed += right.lapsed
        left.corporations = zip(left.corporations, right.corporations).map {
            CorporationUse(band: $0.band, count: $0.count + $1.count)
        }
        var services: [Int: UseCount] = [:]
        for use in left.services + right.services { services[use.service, default: .zero] += use.count }
        left.services = services.sorted { $0.key < $1.key }.map { ServiceUse(service: $0.key, count: $0.value) }
    }
}
