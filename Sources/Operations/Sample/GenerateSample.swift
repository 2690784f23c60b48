import Adoption

/// Writes synthetic files in the real formats, with real municipality codes and real numbers of offices: office lists
/// of two days, registrations, outreach activities, and for the shipped sample campaigns, lists of exchanged files,
/// partners and care software. The same scale and seed give the same bytes everywhere.
package struct GenerateSample: Sendable {
    package enum Scale: Sendable, Equatable {
        /// What `Data/sample/` holds: two prefectures, with campaigns, exchanges, partners and readiness.
        case shipped
        /// One prefecture, 1…47.
        case prefecture(Int)
        case national
    }

    /// What was written.
    package struct Summary: Sendable, Equatable {
        package var municipalities = 0
        /// Distinct office numbers in the first lists.
        package var offices = 0
        /// Rows of the first open-data files.
        package var openDataRows = 0
        /// Rows of the first `offices` file in the product's own format.
        package var ownRows = 0
        /// Rows of the full registration list.
        package var registrations = 0
        package var activities = 0
        package var attendances = 0
        /// Applications for campaigns.
        package var applications = 0
        /// Lines of the lists of exchanged files.
        package var exchangeNames = 0
        package var partners = 0
        /// Statements on care software and intentions.
        package var statements = 0
    }

    /// 静岡県: 35 municipalities, two designated cities with wards.
    package static let defaultPrefecture = 22
    /// 静岡県, whose use comes in waves, and 鳥取県, where it comes by leaps.
    static let shippedPrefectures = [defaultPrefecture, 31]

    private let scale: Scale
    private let seed: UInt64
    private let reference: SampleReference

    package init(scale: Scale, seed: UInt64, reference: SampleReference) {
        self.scale = scale
        self.seed = seed
        self.reference = reference
    }

    /// Writes all files.
    /// - Parameter write: takes a file's path (relative, `/` between folders) and its next bytes; a path that comes for
    ///   the first time is a new file. Chunks of different files alternate.
    /// - Throws: what `write` throws; `Failure.notFound` for a prefecture that does not exist.
    package func run(write: @escaping (_ path: String, _ bytes: [UInt8]) throws -> Void) throws -> Summary {
        var writing = SampleWriting(
            seed: seed, reference: reference, isShipped: scale == .shipped, output: SampleOutput(write: write))
        let disputedFile = reference.files.firstIndex { $0.code == SampleStray.file }
        for prefecture in prefectures() {
            let places = reference.municipalities.filter { $0.prefecture == prefecture }
            guard !places.isEmpty else {
                throw Failure(.notFound, "都道府県 \(prefecture) はありません", hint: "1 から 47 の番号を指定してください")
            }
            let plan = SamplePlan(
                places: places, disputedFile: disputedFile, campaigns: scale == .shipped ? SampleCampaign.all : [])
            writing.beginPrefecture(plan)
            for (index, place) in places.enumerated() {
                try writing.add(place, next: index + 1 < places.count ? places[index + 1] : nil)
            }
        }
        return try writing.finish()
    }

    private func prefectures() -> [Int] {
        switch scale {
        case .shipped: GenerateSample.shippedPrefectures
        case .prefecture(let number): [number]
        case .national: Array(1...47)
        }
    }
}
