import Adoption
import Analytics
import Storage

/// Something that happened to an enrollment, as staff state it.
package struct StepStatement: Sendable {
    package var receipt: Int
    package var kind: EnrollmentStep.Kind
    package var day: Day
    package var subject: String
    package var amount: Int?
    package var office: OfficeNumber?
    package var evidence: String
    /// Where a list says it: `支払済み.csv 3行目`; empty for what was stated by itself.
    package var place: String

    package init(
        receipt: Int, kind: EnrollmentStep.Kind, day: Day, subject: String = "", amount: Int? = nil,
        office: OfficeNumber? = nil, evidence: String = "", place: String = ""
    ) {
        self.receipt = receipt
        self.kind = kind
        self.day = day
        self.subject = subject
        self.amount = amount
        self.office = office
        self.evidence = evidence
        self.place = place
    }
}

extension Workspace {
    /// Records steps of enrollments, all or none.
    /// - Throws: `Failure.invalid` for a step that cannot be stated, `Failure.notFound` for an unknown receipt,
    ///   `Failure.conflict` for an enrollment that is over; for a list one `Failure.invalid` with every row that is so.
    package func recordSteps(
        _ statements: [StepStatement], of campaign: String, actor: String, reason: String
    ) throws {
        let author = Author(actor: actor, operation: "campaign record \(campaign)", reason: reason)
        try atDesk(of: campaign, author) { desk in
            var problems: [String] = []
            for statement in statements {
                let step: EnrollmentStep
                do { step = try desk.step(statement, actor: actor) } catch let failure as Failure
                    where !statement.place.isEmpty
                {
                    problems.append("\(statement.place): \(failure.message)\(failure.hint ?? "")")
                    continue
                }
                try desk.record([step])
            }
            guard problems.isEmpty else {
                throw Failure(
                    .invalid, problems.joined(separator: "\n"), hint: "直してから、もう一度実行してください。何も記録していません。")
            }
        }
    }

    /// A step that holds, by the number of its record.
    /// - Throws: `Failure.notFound`.
    package func enrollmentStep(_ fact: Int64, of campaign: String) throws -> EnrollmentStep {
        try self.campaign(campaign).book.step(fact)
    }

    /// Replaces a step by a corrected one, or takes it back. Decisions about places are not corrected but followed by
    /// another decision.
    /// - Parameter statement: nil takes the step back.
    /// - Throws: `Failure.notFound` when no such step holds, `Failure.conflict` for a decision.
    package func correctStep(
        _ fact: Int64, to statement: StepStatement?, of campaign: String, actor: String, reason: String
    ) throws {
        let author = Author(actor: actor, operation: "campaign correct \(campaign)", reason: reason)
        try atDesk(of: campaign, author) { desk in
            let step = try desk.book.step(fact)
            guard !step.kind.isDecision else {
                throw Failure(
                    .conflict, "受付や枠についての決定は書き換えられません。",
                    hint: "取下げ(withdraw)や復帰(reinstate)として、新しく記録してください。")
            }
            try desk.recording.supersede([fact])
            guard let statement else { return }
            guard statement.receipt == step.receipt else {
                throw Failure(.invalid, "受付番号は変えられません。", hint: "取り消してから、正しい受付番号で記録してください。")
            }
            try desk.record([desk.step(statement, actor: actor)])
        }
    }

    /// Brings an application back that was ended by mistake: it gets a free place, else the last place on the waiting
    /// list.
    package func reinstate(receipt: Int, of campaign: String, actor: String, reason: String) throws -> Enrollment {
        let author = Author(actor: actor, operation: "campaign reinstate \(campaign)", reason: reason)
        return try atDesk(of: campaign, author) { desk in
            let known = try desk.enrollment(receipt)
            guard case .out = known.place, let frame = desk.frame(of: known) else {
                throw Failure(.conflict, "受付番号 \(receipt) の申込みは続いています。")
            }
            guard known.partnerConfirmed || !frame.kind.needsPartner else {
                throw Failure(.conflict, "相手の事業所の確認がないので、戻せません。", hint: "もう一度申し込んでもらってください。")
            }
            if desk.version.definition.limits.oncePerOffice,
                let other = desk.book.enrollments.first(where: { other in
                    other.isLiving && other.receipt != receipt && other.offices.contains(where: known.offices.contains)
                })
            {
                throw Failure(.conflict, "この事業所の申込みは、受付番号 \(other.receipt) で続いています。")
            }
            var step = desk.book.placing(receipt, in: frame, desk.version, isAttendee: known.isAttendee, at: desk.now)
            step.actor = actor
            step.evidence = reason
            try desk.record([step])
            return try desk.enrollment(receipt)
        }
    }

    /// Says that an enrollment failed a condition for good; its place goes to the next.
    package func fail(
        receipt: Int, condition: String, of campaign: String, actor: String, reason: String
    ) throws -> Enrollment {
        let book = try self.campaign(campaign).book
        if let enrollment = book.enrollment(receipt), let frame = book.frame(of: enrollment),
            !frame.conditions.contains(where: { $0.id == condition })
        {
            throw Failure(
                .invalid, "「\(condition)」という条件は、この枠にありません。",
                hint: "条件: " + frame.conditions.map { "\($0.id)(\($0.title))" }.joined(separator: "、"))
        }
        return try end(.failed, receipt: receipt, of: campaign, actor: actor, reason: reason, subject: condition)
    }

    /// Says that what had to be checked was not in order; the place goes to the next.
    package func refuse(receipt: Int, of campaign: String, actor: String, reason: String) throws -> Enrollment {
        try end(.ineligible, receipt: receipt, of: campaign, actor: actor, reason: reason, subject: "staff")
    }
}

extension CampaignBook {
    /// The frame of an enrollment, by the version of its application.
    func frame(of enrollment: Enrollment) -> CampaignFrame? {
        let version = version(enrollment.application.version) ?? versions.last
        return version?.definition.frame(enrollment.application.frame)
    }
}

extension CampaignDesk {
    /// A stated step, checked against the enrollment.
    fileprivate func step(_ statement: StepStatement, actor: String) throws -> EnrollmentStep {
        let known = try enrollment(statement.receipt)
        guard !statement.kind.isDecision else {
            throw Failure(.invalid, "この段階は、申込みや受付の操作で記録されます。")
        }
        guard known.isLiving || statement.kind == .paid else {
            throw Failure(
                .conflict, "受付番号 \(statement.receipt) の申込みは終わっています。", hint: "続けるには、先に reinstate で戻してください。")
        }
        guard statement.day <= now.dayInJapan else {
            throw Failure(.invalid, "\(statement.day) はまだ来ていません。", hint: "起きた日を指定してください。")
        }
        if let office = statement.office, !known.offices.contains(office) {
            throw Failure(.invalid, "事業所 \(office) は、受付番号 \(statement.receipt) の事業所ではありません。")
        }
        switch statement.kind {
        case .costDocumented, .paid:
            guard let amount = statement.amount, amount > 0 else {
                throw Failure(.invalid, "金額(円)が要ります。", hint: "--amount 21000 のように(一覧では「金額」の列に)書いてください。")
            }
        case .surveyAnswered, .documentReceived, .checked:
            guard !statement.subject.isEmpty else {
                throw Failure(.invalid, "何についての記録か(--subject)が要ります。", hint: "アンケートや書類の id を指定してください。")
            }
            try checkSubject(statement, of: known)
        default: break
        }
        return EnrollmentStep(
            campaign: known.application.campaign, receipt: statement.receipt, kind: statement.kind, day: statement.day,
            version: version.number, subject: statement.subject, amount: statement.amount, office: statement.office,
            evidence: statement.evidence, actor: actor)
    }

    /// A survey or a document that no condition of the application asks for is a slip of the pen: its record would
    /// never count. Where the conditions ask for none, staff may record what they like.
    private func checkSubject(_ statement: StepStatement, of known: Enrollment) throws {
        if statement.kind == .checked {
            let key = String(statement.subject.prefix { $0 != "/" })
            guard CampaignReason.Key(rawValue: key) == nil else { return }
            throw Failure(
                .invalid, "受付番号 \(statement.receipt): 「\(statement.subject)」という理由はありません。",
                hint: "確認が必要な理由の名前は、受付のときの表示で確かめられます(例: office_not_in_ledger)。")
        }
        let requirements = book.frame(of: known)?.conditions.map(\.requirement) ?? []
        let ids = requirements.compactMap { requirement in
            switch (statement.kind, requirement) {
            case (.surveyAnswered, .survey(let id, _)), (.documentReceived, .document(let id, _)),
                (.documentReceived, .declared(let id)):
                id
            default: nil
            }
        }
        guard !ids.isEmpty, !ids.contains(statement.subject) else { return }
        throw Failure(
            .invalid, "「\(statement.subject)」は、受付番号 \(statement.receipt) の条件にありません。",
            hint: "使える id: \(ids.joined(separator: "、"))")
    }
}
