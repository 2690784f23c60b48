import Adoption

extension Recording {
    package func append(_ statements: [ReadinessStatement]) throws {
        try append(statements, to: .readiness) { statement, rows in
            try rows.append(statement.office?.description)
            try rows.append(statement.day)
            try rows.append(text: statement.software)
            try rows.append(text: statement.version)
            try rows.append(statement.marks?.key)
            try rows.append(statement.intention?.rawValue)
            try rows.append(statement.attitude?.rawValue)
            try rows.append(text: statement.source)
            try rows.append(text: statement.evidence)
        }
    }
}
