import Adoption

/// Where the municipalities and wards lie. Real positions of municipalities are not part of the reference data: a
/// place without a row in `sample_centres.csv` is scattered about its prefecture's centre, always to the same spot.
extension SampleReference {
    private struct Centre {
        var latitude: Int
        var longitude: Int
        var spreadLatitude: Int
        var spreadLongitude: Int

        /// A spot within the spread that depends on the code alone.
        func spot(for code: MunicipalityCode) -> (latitude: Int, longitude: Int) {
            var random = SampleRandom(0xCE27, UInt64(code.number))
            return (
                latitude + random.within(-spreadLatitude...spreadLatitude),
                longitude + random.within(-spreadLongitude...spreadLongitude)
            )
        }
    }

    /// The municipalities that exist now, in the order of their codes, each with its wards.
    static func places(
        _ table: SampleTable, prefectures: SampleTable, centres: SampleTable, fileCount: Int
    ) throws -> [Municipality] {
        let known = try positions(centres)
        var prefectureCodes: [Int: (name: String, code: MunicipalityCode)] = [:]
        for row in prefectures.rows {
            prefectureCodes[try prefectures.number("code", row)] = (
                try prefectures.text("name", row), try prefectures.code("code6", row)
            )
        }
        var places: [Municipality] = []
        var wards: [MunicipalityCode: [(code: MunicipalityCode, name: String)]] = [:]
        for row in table.rows where try table.text("valid_to", row).isEmpty {
            let code = try table.code("code6", row)
            let name = try table.text("name", row)
            if try table.text("kind", row) == "ward" {
                wards[try table.code("parent_code6", row), default: []].append((code, name))
                continue
            }
            guard let prefecture = prefectureCodes[code.prefecture], let around = known[prefecture.code] else {
                throw Failure(.invalid, "sample_centres.csv: no row for the prefecture of \(code)")
            }
            let spot = known[code].map { ($0.latitude, $0.longitude) } ?? around.spot(for: code)
            places.append(
                Municipality(
                    code: code, prefecture: code.prefecture, prefectureName: prefecture.name, name: name,
                    areas: [Area(code: code, name: name, latitude: spot.0, longitude: spot.1)],
                    counts: Array(repeating: 0, count: fileCount)))
        }
        for place in places.indices {
            guard let parts = wards[places[place].code], let city = places[place].areas.first else { continue }
            let around = Centre(
                latitude: city.latitude, longitude: city.longitude, spreadLatitude: 600, spreadLongitude: 700)
            places[place].areas = parts.map { part in
                let spot = known[part.code].map { ($0.latitude, $0.longitude) } ?? around.spot(for: part.code)
                return Area(code: part.code, name: city.name + part.name, latitude: spot.0, longitude: spot.1)
            }
        }
        return places
    }

    private static func positions(_ table: SampleTable) throws -> [MunicipalityCode: Centre] {
        var centres: [MunicipalityCode: Centre] = [:]
        for row in table.rows {
            centres[try table.code("code6", row)] = Centre(
                latitude: try degrees("latitude", table, row), longitude: try degrees("longitude", table, row),
                spreadLatitude: try degrees("spread_latitude", table, row),
                spreadLongitude: try degrees("spread_longitude", table, row))
        }
        return centres
    }

    /// `35.06` → 350,600 ten-thousandths; an empty cell is zero.
    private static func degrees(_ column: String, _ table: SampleTable, _ row: [Substring]) throws -> Int {
        let parts = try table.text(column, row).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty else { return 0 }
        let decimals = parts.count > 1 ? parts[1] : ""
        guard let degrees = Int(whole), decimals.utf8.count <= 4,
            let rest = Int(decimals + String(repeating: "0", count: 4 - decimals.utf8.count))
        else { throw Failure(.invalid, "\(table.name), column \(column): degrees with up to 4 decimals are expected") }
        return degrees * 10_000 + rest
    }
}
