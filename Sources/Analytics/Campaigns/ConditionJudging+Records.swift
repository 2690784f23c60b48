import Adoption

extension ConditionJudging {
    func attended(_ seminar: CampaignSeminar, _ office: OfficeNumber) -> Finding {
        let window = Spell(from: seminar.from, through: seminar.through)
        let step = enrollment.steps(.seminarAttended, of: office, by: day).first { step in
            window.covers(step.day) && (seminar.activities.isEmpty || seminar.activities.contains(step.subject))
        }
        let listed = facts.index(of: office).flatMap {
            facts.attendance(seminar, area: definition.area, of: $0, by: day)
        }
        if let evidence = listed ?? step.map(Evidence.init) {
            return Finding(.met, CampaignReason(.attended, day: evidence.day, name: evidence.text), [evidence])
        }
        guard day > lastDay(of: seminar) else { return Finding(.open, CampaignReason(.notAttended)) }
        let held = facts.activities(seminar, area: definition.area).filter { $0.activity.day <= day }
        if let silent = held.first(where: { $0.attendees.isEmpty && $0.unknownAttendees == 0 }) {
            return Finding(
                .needsCheck,
                CampaignReason(.noAttendanceRecorded, day: silent.activity.day, name: silent.activity.id))
        }
        return Finding(.failed, CampaignReason(.notAttended))
    }

    func answered(_ survey: String, _ office: OfficeNumber, by: Day) -> Finding {
        byDay(
            facts.answer(to: survey, of: office, in: enrollment, by: day), by, survey,
            (.surveyAnswered, .surveyLate, .surveyMissing))
    }

    func document(_ id: String, _ office: OfficeNumber, by: Day) -> Finding {
        let step = enrollment.steps(.documentReceived, of: office, by: day).first { $0.subject == id }
        return byDay(
            step.map(Evidence.init), by, id, (.documentReceived, .documentLate, .documentMissing))
    }

    private func byDay(
        _ evidence: Evidence?, _ by: Day, _ name: String,
        _ keys: (met: CampaignReason.Key, late: CampaignReason.Key, missing: CampaignReason.Key)
    ) -> Finding {
        guard let evidence else {
            return Finding(day > by ? .failed : .open, CampaignReason(keys.missing, until: by, name: name))
        }
        let isInTime = evidence.day.map { $0 <= by } ?? true
        return Finding(
            isInTime ? .met : .failed,
            CampaignReason(isInTime ? keys.met : keys.late, day: evidence.day, until: by, name: name), [evidence])
    }

    /// A sentence that was not ticked can be signed later: a document with its id counts.
    func declared(_ id: String, _ office: OfficeNumber) -> Finding {
        if enrollment.application.declarations.contains(id) {
            let received = enrollment.application.receivedAt.dayInJapan
            let evidence = Evidence(.application, day: received, text: String(enrollment.receipt))
            return Finding(.met, CampaignReason(.declared, day: received, name: id), [evidence])
        }
        if let signed = enrollment.steps(.documentReceived, of: office, by: day).first(where: { $0.subject == id }) {
            return Finding(.met, CampaignReason(.declared, day: signed.day, name: id), [Evidence(signed)])
        }
        return Finding(.failed, CampaignReason(.notDeclared, name: id))
    }

    /// The steps in their order, each on or after the day of the one before: for each the first that fits.
    func workflow(_ kinds: [EnrollmentStep.Kind], _ office: OfficeNumber, by: Day) -> Finding {
        var evidence: [Evidence] = []
        var last: Day?
        for kind in kinds {
            let done = enrollment.steps(kind, of: office, by: day).filter { $0.day <= by }
            guard let next = done.first(where: { step in last.map { $0 <= step.day } ?? true }) else {
                let key: CampaignReason.Key = done.isEmpty ? .stepMissing : .stepOutOfOrder
                let reason = CampaignReason(
                    key, day: done.last?.day, until: by, count: evidence.count, wanted: kinds.count,
                    name: kind.rawValue)
                return Finding(day > by ? .failed : .open, reason, evidence)
            }
            last = next.day
            evidence.append(Evidence(next))
        }
        let reason = CampaignReason(.stepsDone, day: last, count: kinds.count, wanted: kinds.count)
        return Finding(.met, reason, evidence)
    }

    /// A count from the exchange records. Without any records it is to be checked from the window's first day on;
    /// when the window is over and the office's records end before it, too.
    func exchanged(
        _ office: OfficeNumber, from: Day, through: Day, wanted: Int, _ lookup: ExchangeFacts.Lookup?,
        _ keys: (met: CampaignReason.Key, short: CampaignReason.Key)
    ) -> Finding {
        let unknown = CampaignReason(.noExchangeRecords, until: through, wanted: wanted)
        guard let lookup, let exchanges = facts.exchanges else {
            return Finding(day < from ? .open : .needsCheck, unknown)
        }
        let tally = day < from ? ExchangeFacts.Tally(count: 0) : lookup(office, from, min(day, through))
        let evidence = tally.count > 0 ? [Evidence(.exchange, fact: tally.fact, day: tally.lastDay)] : []
        func finding(_ state: ConditionVerdict.State, _ key: CampaignReason.Key) -> Finding {
            let reason = CampaignReason(
                key, day: tally.lastDay, until: through, count: tally.count, wanted: wanted)
            return Finding(state, reason, evidence)
        }
        if tally.count >= wanted, wanted > 0 || day >= from { return finding(.met, keys.met) }
        if day <= through { return finding(.open, keys.short) }
        if tally.atMost >= wanted { return finding(.needsCheck, .exchangeDaysUnknown) }
        let recorded = exchanges.recordedThrough(office)
        if recorded.map({ $0 < through }) ?? true {
            var reason = unknown
            reason.day = recorded
            reason.count = tally.count
            return Finding(.needsCheck, reason, evidence)
        }
        return finding(.failed, keys.short)
    }
}
