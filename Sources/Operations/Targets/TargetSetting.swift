import Adoption
import Analytics
import Storage

/// What every list for the staff needs: figures of the day, and names on demand.
struct TargetSetting {
    let request: TargetRequest
    let state: LedgerState
    let standing: Standing
    /// Places in `Reference.municipalities` of the area.
    let municipalities: [Int]
    /// The service to show alone, as a bit.
    let service: UInt64?
    private let ledger: Ledger

    var reference: Reference { state.reference }

    init(_ workspace: Workspace, _ request: TargetRequest) throws {
        self.request = request
        ledger = workspace.ledger
        state = try workspace.state(knownAt: request.knownAt)
        guard let rules = KPIRules(state.reference, on: request.day) else {
            throw Failure(.notFound, "\(request.day) に有効なKPIの規則がありません。")
        }
        let standing = Standing(
            snapshot: state.snapshot, reference: state.reference, rules: rules, day: request.day)
        self.standing = standing
        service = try request.serviceBit(state.reference)
        switch request.area {
        case .nation: municipalities = Array(state.reference.municipalities.indices)
        case .prefecture(let number):
            municipalities =
                standing.prefecture(number).map { standing.municipalities(of: $0).map(\.index) } ?? []
        case .municipality(let index): municipalities = [index]
        }
    }

    /// 静岡県浜松市、静岡県、全国
    var areaName: String {
        switch request.area {
        case .nation: "全国"
        case .prefecture(let number): reference.prefecture(number)?.name ?? ""
        case .municipality(let index): reference.fullName(reference.municipalities[index])
        }
    }

    func title(_ name: String) -> String { "\(name)  \(areaName)  \(request.day)時点" }

    func number(_ office: Int32) -> OfficeNumber { OfficeNumber(packed: state.snapshot.numbers[Int(office)]) }

    /// Names and addresses of some offices.
    func cards(_ offices: some Sequence<Int32>) throws -> OfficeCards {
        let numbers = offices.map(number)
        return try ledger.read { connection in
            try OfficeCards(connection, at: state.snapshot.revision, on: request.day, of: numbers)
        }
    }

    /// Whether an office has the service that was asked for.
    func isWanted(_ office: Int32) -> Bool {
        service.map { standing.services(of: office) & $0 != 0 } ?? true
    }

    func municipality(_ index: Int) -> String { reference.fullName(reference.municipalities[index]) }

    /// 訪問介護、通所介護
    func services(_ bits: UInt64) -> String {
        reference.services.prefix(64).enumerated().filter { bits >> UInt64($0.offset) & 1 == 1 }
            .map(\.element.shortName).joined(separator: "、")
    }

    /// The first entries, as many as were asked for.
    func limited<Element>(_ elements: [Element]) -> [Element] {
        request.limit.map { Array(elements.prefix($0)) } ?? elements
    }

    /// Municipalities whose use is not known, in words; nil when all are reported.
    var unreportedRemark: String? {
        let unreported = municipalities.filter {
            !standing.municipalities[$0].isReported && standing.municipalities[$0].eligible > 0
        }
        if unreported.isEmpty { return nil }
        let names = unreported.prefix(5).map(municipality).joined(separator: "、")
        let more = unreported.count > 5 ? " ほか\(unreported.count - 5)市区町村" : ""
        return "利用状況の報告がない市区町村があります(\(names)\(more))。そこの事業所は、利用しているかどうか分かりません。"
    }
}

extension StaffList.Value {
    init(_ text: String?) { self = text.map { $0.isEmpty ? .missing : .text($0) } ?? .missing }

    init(_ number: Int?) { self = number.map { .integer($0) } ?? .missing }

    init(_ day: Day?) { self = day.map { .text($0.description) } ?? .missing }
}
