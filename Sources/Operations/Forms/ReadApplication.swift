import Adoption
import Dashboards
import Interchange

/// Reads an application as it was typed: what is wrong, what is doubtful, and the application if neither is.
struct ReadApplication {
    let frame: CampaignFrame
    private(set) var filled: ApplyForm.Filled
    private(set) var office: OfficeNumber?
    private(set) var partner: OfficeNumber?

    /// - Parameter names: what the ledger calls an office; nil when it does not hold it.
    init(_ values: FormValues, frame: CampaignFrame, names: (OfficeNumber) throws -> String?) throws {
        self.frame = frame
        filled = ApplyForm.Filled(values: values)
        office = readNumber("office")
        if frame.kind.needsPartner {
            partner = readNumber("partner")
            if partner != nil, partner == office { filled.problems["partner"] = "apply.same_office" }
        }
        let confirmed = values.all("confirm")
        for (name, number) in [("office", office), ("partner", partner)] where filled.problems[name] == nil {
            guard let number, !confirmed.contains(number.description) else { continue }
            let found = try names(number)
            if found == nil || !number.checkDigitMatches {
                filled.doubts[name] = ApplyForm.Doubt(
                    office: number, found: found, checkDigitIsWrong: !number.checkDigitMatches)
            }
        }
        readContact()
        readAgreement(frame.applicant.declarations)
    }

    var isComplete: Bool { filled.problems.isEmpty && filled.doubts.isEmpty }

    var contact: CampaignContact {
        CampaignContact(person: text("person"), phone: text("phone"), mail: text("mail"))
    }

    private func text(_ name: String) -> String { Folding.fold(filled.values[name]) }

    private mutating func readNumber(_ name: String) -> OfficeNumber? {
        switch ReadApplication.number(filled.values[name]) {
        case .success(let number): return number
        case .failure(let problem):
            filled.problems[name] = problem.key
            return nil
        }
    }

    struct Problem: Error { var key: String }

    /// An office number as people type it: full-width, with spaces or hyphens, in small letters.
    static func number(_ typed: String) -> Result<OfficeNumber, Problem> {
        let text = Folding.fold(typed).uppercased().filter { !" -ー".contains($0) }
        if text.isEmpty { return .failure(Problem(key: "apply.number_missing")) }
        if let number = OfficeNumber(text) { return .success(number) }
        let isShort = text.utf8.count == 9 && OfficeNumber("0" + text) != nil
        return .failure(Problem(key: isShort ? "apply.number_short" : "apply.number_invalid"))
    }

    private mutating func readContact() {
        let person = text("person")
        if person.isEmpty { filled.problems["person"] = "apply.person_missing" }
        let phone = text("phone")
        if !phone.isEmpty, !ReadApplication.isPhone(phone) { filled.problems["phone"] = "apply.phone_invalid" }
        let mail = text("mail")
        if !mail.isEmpty, !ReadApplication.isMail(mail) { filled.problems["mail"] = "apply.mail_invalid" }
        if phone.isEmpty, mail.isEmpty { filled.problems["phone"] = "apply.phone_or_mail" }
        for (name, limit) in [("person", 100), ("phone", 40), ("mail", 254)] {
            let typed = filled.values[name]
            if typed.unicodeScalars.count > limit { filled.problems[name] = "form.too_long" }
            if typed.unicodeScalars.contains(where: ReadApplication.isHidden) {
                filled.problems[name] = "form.unreadable"
            }
        }
    }

    private mutating func readAgreement(_ declarations: [CampaignDeclaration]) {
        let ticked = filled.values.all("declare")
        for declaration in declarations where !ticked.contains(declaration.id) {
            filled.problems["declare-\(declaration.id)"] = "apply.declare_missing"
        }
        if filled.values["consent"] != "yes" { filled.problems["consent"] = "apply.consent_missing" }
    }

    /// Ten or eleven digits with a zero in front, whatever stands between them.
    private static func isPhone(_ text: String) -> Bool {
        let digits = text.utf8.filter { (48...57).contains($0) }
        let others = text.unicodeScalars.filter { !("0"..."9").contains($0) }
        return (10...11).contains(digits.count) && digits.first == 48
            && others.allSatisfy { " -()ー".unicodeScalars.contains($0) }
    }

    private static func isMail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !text.contains(" ") else { return false }
        let host = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return host.count >= 2 && host.allSatisfy { !$0.isEmpty }
    }

    /// Control characters and marks that change the direction of writing: no name needs them.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: scalar.value != 0x200D
        default: false
        }
    }
}
