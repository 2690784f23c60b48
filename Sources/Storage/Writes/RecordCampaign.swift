import Adoption

extension Recording {
    package func append(_ definition: RecordedDefinition) throws {
        try append([definition], to: .campaignDefinition) { definition, rows in
            try rows.append(text: definition.campaign)
            try rows.append(int: Int64(definition.version))
            try rows.append(text: definition.effective.description)
            try rows.append(text: definition.content)
            try rows.append(definition.crest.map(Value.blob) ?? .null)
        }
    }

    package func append(_ application: CampaignApplication) throws {
        try append([application], to: .campaignApplication) { application, rows in
            try rows.append(text: application.campaign)
            try rows.append(int: Int64(application.receipt))
            try rows.append(text: application.frame)
            try rows.append(text: application.office.description)
            try rows.append(application.partner?.description)
            try rows.append(int: Int64(application.version))
            try rows.append(text: application.channel.rawValue)
            try rows.append(application.channel == .list ? application.receivedAt.description : nil)
            try rows.append(text: application.declarations.joined(separator: " "))
            try rows.append(application.contact)
            try rows.append(text: application.secrets.form)
            try rows.append(text: application.secrets.status)
            try rows.append(text: application.secrets.partner)
        }
    }

    package func append(_ steps: [EnrollmentStep]) throws {
        try append(steps, to: .enrollmentStep) { step, rows in
            try rows.append(text: step.campaign)
            try rows.append(int: Int64(step.receipt))
            try rows.append(text: step.kind.rawValue)
            try rows.append(text: step.day.description)
            try rows.append(step.until?.description)
            try rows.append(int: Int64(step.version))
            try rows.append(text: step.subject)
            try rows.append(Value(step.amount))
            try rows.append(step.office?.description)
            try rows.append(text: step.evidence)
            try rows.append(text: step.actor)
        }
    }

    package func append(_ practices: [WorkPractice]) throws {
        try append(practices, to: .workPractice) { practice, rows in
            try rows.append(text: practice.campaign)
            try rows.append(int: Int64(practice.receipt))
            try rows.append(text: practice.office.description)
            try rows.append(text: practice.phase.rawValue)
            try rows.append(text: practice.day.description)
            try rows.append(text: practice.task.rawValue)
            try rows.append(text: practice.roles.map(\.rawValue).joined(separator: " "))
            try rows.append(Value(practice.byDay))
            try rows.append(Value(practice.minutes))
            try rows.append(text: practice.remark)
        }
    }

    package func append(_ study: CaseStudy) throws {
        try append([study], to: .caseStudy) { study, rows in
            try rows.append(text: study.campaign)
            try rows.append(int: Int64(study.receipt))
            try rows.append(text: study.office.description)
            try rows.append(study.consentDay)
            try rows.append(text: study.shownName)
            try rows.append(text: study.title)
            try rows.append(text: study.text)
        }
    }
}
