import Adoption
import Interchange

/// A list of what happened to enrollments: survey answers that came on paper, documents, payments of a whole batch.
package struct StepList {
    package private(set) var statements: [StepStatement] = []

    private static let columns: [NamedColumns.Column] = [
        ("receipt", ["受付番号"]), ("step", ["段階", "内容"]), ("day", ["日付", "日"]), ("subject", ["対象"]),
        ("amount", ["金額", "金額(円)"]), ("office_number", ["事業所番号"]), ("evidence", ["根拠", "備考"]),
    ]

    /// - Throws: `Failure.invalid` with every mistake, by line and column.
    package init(path: String) throws {
        var list = try NamedColumns(path: path, columns: StepList.columns, needed: ["receipt", "step", "day"])
        for row in list.rows {
            let receipt = Int(row["receipt"])
            if receipt == nil { list.report(row, "receipt", expected: "受付番号(数字)が要ります。") }
            let kind = EnrollmentStep.Kind(stated: row["step"])
            if kind == nil { list.report(row, "step", expected: "使えるのは \(EnrollmentStep.Kind.statedNames) です。") }
            let day = Day.read(row["day"])
            if day == nil { list.report(row, "day", expected: "日付(2026-10-31 など)が要ります。") }
            let amountText = String(row["amount"].filter { $0 != "," && $0 != "円" && $0 != "¥" })
            let amount = Int(amountText)
            if !amountText.isEmpty, amount == nil || amount.map({ $0 < 0 }) == true {
                list.report(row, "amount", expected: "金額(円、整数)が要ります。")
            }
            let office = OfficeNumber.read(row["office_number"])
            if office == nil, !row["office_number"].isEmpty {
                list.report(row, "office_number", expected: "事業所番号(10桁)が要ります。")
            }
            if let receipt, let kind, let day {
                statements.append(
                    StepStatement(
                        receipt: receipt, kind: kind, day: day, subject: row["subject"], amount: amount, office: office,
                        evidence: row["evidence"], place: list.place(row)))
            }
        }
        try list.check()
    }
}

extension EnrollmentStep.Kind {
    /// What staff state, by the names that they use.
    private static let names: [(kind: EnrollmentStep.Kind, name: String)] = [
        (.checked, "確認"), (.started, "利用開始"), (.hearing, "聞き取り"), (.changed, "業務変更"), (.confirmed, "変更確認"),
        (.surveyAnswered, "アンケート"), (.seminarAttended, "研修参加"), (.documentReceived, "書類受領"),
        (.costDocumented, "費用"), (.completed, "完了"), (.paid, "支払"),
    ]

    package static var statedNames: String { names.map { "\($0.name)(\($0.kind.rawValue))" }.joined(separator: "、") }

    /// The Japanese name of a step that staff state; nil for decisions about places.
    package var statedName: String? { EnrollmentStep.Kind.names.first { $0.kind == self }?.name }

    package init?(stated text: String) {
        guard let kind = EnrollmentStep.Kind.names.first(where: { $0.name == text || $0.kind.rawValue == text })?.kind
        else { return nil }
        self = kind
    }
}

extension OfficeNumber {
    /// Reads a number as people type it: full-width digits, spaces, a lost leading zero.
    package static func read(_ text: String) -> OfficeNumber? {
        NumberReading.office(text.split(whereSeparator: { $0 == "-" || $0.isWhitespace }).joined())?.number
    }
}
