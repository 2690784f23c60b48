import Adoption

extension Recording {
    package func append(_ entries: [OfficeEntry]) throws {
        try append(entries, to: .officeEntry) { entry, rows in
            try rows.append(text: entry.office.description)
            try rows.append(entry.from)
            try rows.append(text: entry.municipality.description)
            try rows.append(entry.corporation?.description)
            try rows.append(entry.latitude)
            try rows.append(entry.longitude)
            try rows.append(entry.successorOf?.description)
            try rows.append(text: entry.statedBy)
            try rows.append(text: entry.name)
            try rows.append(text: entry.kana)
            try rows.append(text: entry.address)
            try rows.append(text: entry.corporationName)
        }
    }

    package func append(_ services: [ServiceSpell]) throws {
        try append(services, to: .officeService) { service, rows in
            try rows.append(text: service.office.description)
            try rows.append(text: service.service)
            try rows.append(text: service.status.key)
            try rows.append(service.spell.from)
            try rows.append(service.spell.through)
            try rows.append(Value(service.capacity))
            try rows.append(service.listedName)
        }
    }

    package func append(_ disagreements: [Disagreement]) throws {
        try append(disagreements, to: .disagreement) { disagreement, rows in
            try rows.append(text: disagreement.office.description)
            try rows.append(text: disagreement.field.rawValue)
            try rows.append(text: disagreement.kept)
            try rows.append(text: disagreement.other)
            try rows.append(disagreement.day)
        }
    }

    package func append(_ list: OfficeList) throws {
        try append([list], to: .officeList) { list, rows in
            try rows.append(text: list.day.description)
            try rows.append(text: list.services.joined(separator: ","))
            try rows.append(text: list.areas.map(\.description).joined(separator: ","))
        }
    }

    /// - Throws: `Failure.invalid` for a stage without a first day: a registration always begins on a day.
    package func append(_ spells: [StageSpell]) throws {
        try append(spells, to: .registration) { spell, rows in
            try rows.append(text: spell.office.description)
            try rows.append(text: spell.route)
            try rows.append(text: spell.stage.key)
            try rows.append(spell.spell.from)
            try rows.append(spell.spell.through)
            try rows.append(spell.endReason?.key)
            try rows.append(text: spell.source)
            try rows.append(text: spell.evidence)
        }
    }

    package func append(_ list: RegistrationList) throws {
        try append([list], to: .registrationList) { list, rows in
            try rows.append(text: list.day.description)
            try rows.append(text: list.coversFrom.description)
            try rows.append(text: list.areas.map(\.description).joined(separator: ","))
        }
    }

    package func append(_ activities: [OutreachActivity]) throws {
        try append(activities, to: .outreachActivity) { activity, rows in
            try rows.append(text: activity.id)
            try rows.append(text: activity.kind.rawValue)
            try rows.append(text: activity.day.description)
            try rows.append(text: activity.title)
            try rows.append(text: activity.place)
            try rows.append(text: activity.organiser)
            try rows.append(text: activity.area.description)
        }
    }

    package func append(_ attendance: [OutreachAttendance]) throws {
        try append(attendance, to: .outreachAttendance) { attendance, rows in
            try rows.append(text: attendance.activity)
            try rows.append(text: attendance.office.description)
        }
    }
}
