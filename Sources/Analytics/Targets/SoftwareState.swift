import Adoption

/// What is known by a day of an office's care software and of its intention.
package struct SoftwareState: Hashable, Sendable {
    /// Whether the software can do what the office's side needs.
    package enum Conformity: Hashable, Sendable {
        /// No statement on the marks of this product.
        case unknown
        case conforms
        /// Files that it needs and that nobody marked, in the order of the letters.
        case lacks([CareFormat])
    }

    /// Empty when no product is known.
    package var software: String
    package var version: String
    package var conformity: Conformity
    /// The day and the source of the statement on the marks, or else on the product.
    package var day: Day?
    package var source: String
    package var intention: Intention?
    package var intentionDay: Day?
    package var intentionSource: String
    package var attitude: Attitude?

    /// Services that send the plan; all others receive it.
    private static let careManagement: Set<String> = ["43", "46"]

    /// - Parameter services: bits over the reference's order: which side, or sides, the office is on.
    init(of office: Int, services: UInt64, asOf day: Day, snapshot: Snapshot, reference: Reference) {
        software = ""
        version = ""
        conformity = .unknown
        source = ""
        intentionSource = ""
        var marks: FormatMarks?
        for statement in snapshot.readiness.statements(of: office) where statement.day <= day {
            if !statement.software.isEmpty {
                // Marks of the product that was there before say nothing about a new one.
                if !SoftwareState.isSame(statement, software, version) { marks = nil }
                software = statement.software
                version = statement.version
                if marks == nil { (self.day, source) = (statement.day, statement.source) }
            }
            if let stated = statement.marks {
                marks = stated
                (self.day, source) = (statement.day, statement.source)
            }
            if let intention = statement.intention {
                self.intention = intention
                (intentionDay, intentionSource) = (statement.day, statement.source)
            }
            attitude = statement.attitude ?? attitude
        }
        if marks == nil, !software.isEmpty {
            let product = snapshot.readiness.products.last {
                $0.day <= day && $0.marks != nil && SoftwareState.isSame($0, software, version)
            }
            if let product {
                marks = product.marks
                (self.day, source) = (product.day, product.source)
            }
        }
        if let marks { conformity = SoftwareState.conformity(marks, services: services, reference: reference) }
    }

    /// Which files of the office's side are missing. The deletion of the first table is optional.
    static func conformity(_ marks: FormatMarks, services: UInt64, reference: Reference) -> Conformity {
        var sides = (careManager: false, provider: false)
        for (index, service) in reference.services.prefix(64).enumerated() where services >> UInt64(index) & 1 == 1 {
            if careManagement.contains(service.code) { sides.careManager = true } else { sides.provider = true }
        }
        let missing = FormatMarks.required(careManager: sides.careManager, provider: sides.provider).subtracting(marks)
        let formats = CareFormat.allCases.filter {
            missing.contains(.output($0)) || missing.contains(.input($0))
        }
        return formats.isEmpty ? .conforms : .lacks(formats)
    }

    /// Products are the same by name and version, small and large letters alike.
    private static func isSame(_ statement: ReadinessStatement, _ software: String, _ version: String) -> Bool {
        statement.software.lowercased() == software.lowercased()
            && statement.version.lowercased() == version.lowercased()
    }
}
