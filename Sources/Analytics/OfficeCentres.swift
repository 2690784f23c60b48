import Adoption

/// Where a municipality's bubble stands on the map: the median of the coordinates of its offices in scope, which is
/// not moved by the 1 in 400 that lie at sea or abroad.
package struct OfficeCentre: Hashable, Sendable {
    /// Degrees
    package var latitude: Float
    package var longitude: Float
    /// How many offices have usable coordinates.
    package var offices: Int

    init(latitude: Float, longitude: Float, offices: Int) {
        self.latitude = latitude
        self.longitude = longitude
        self.offices = offices
    }
}

extension Standing {
    /// The centre of a municipality's offices in scope on the day; nil when none has usable coordinates.
    package func centre(of municipality: MunicipalityFigures) -> OfficeCentre? {
        let places = panel.snapshot.places
        var latitudes: [Float] = []
        var longitudes: [Float] = []
        for office in offices[municipality.index] {
            let rows = Int(places.starts[Int(office)])..<Int(places.starts[Int(office) + 1])
            guard let row = rows.last(where: { places.from[$0] <= day.number }) ?? rows.first else { continue }
            // Japan with its islands; the comparison is false for an unknown (NaN) coordinate.
            guard places.latitude[row] > 20, places.latitude[row] < 46,
                places.longitude[row] > 122, places.longitude[row] < 154
            else { continue }
            latitudes.append(places.latitude[row])
            longitudes.append(places.longitude[row])
        }
        guard !latitudes.isEmpty else { return nil }
        latitudes.sort()
        longitudes.sort()
        let middle = (latitudes.count - 1) / 2
        return OfficeCentre(
            latitude: latitudes[middle], longitude: longitudes[middle], offices: latitudes.count)
    }
}
