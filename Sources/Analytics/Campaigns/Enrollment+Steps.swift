import Adoption

extension Enrollment {
    /// As it stood at the end of a day; nil when it had not been received by then.
    func asOf(_ day: Day) -> Enrollment? {
        guard application.receivedAt.dayInJapan <= day else { return nil }
        var then = Enrollment(application)
        for step in steps where step.day <= day { then.apply(step) }
        return then
    }

    /// The steps of a kind by the end of a day, by day and then in the order of the record.
    func steps(_ kind: EnrollmentStep.Kind, by day: Day) -> [EnrollmentStep] {
        steps.filter { $0.kind == kind && $0.day <= day }.sorted { ($0.day, $0.fact) < ($1.day, $1.fact) }
    }

    /// The same, of one of the offices; a step that names no office is of both.
    func steps(_ kind: EnrollmentStep.Kind, of office: OfficeNumber?, by day: Day) -> [EnrollmentStep] {
        steps(kind, by: day).filter { $0.office == nil || $0.office == office }
    }
}
