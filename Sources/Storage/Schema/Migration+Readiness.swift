extension Migrations {
    /// What is known of care software: an office's product, its marks and its intention, or (without an office number)
    /// what a product can do wherever it runs.
    static let readiness = """
        CREATE TABLE readiness (
            id {int} PRIMARY KEY,
            revision {recorded},
            office_number {text} CHECK (length(office_number) = 10),
            day {text} NOT NULL CHECK (length(day) = 10),
            software {text} NOT NULL,
            software_version {text} NOT NULL,
            marks {text} CHECK (marks <> ''),
            intention {text} CHECK (intention = 'intends' OR intention = 'undecided' OR intention = 'no_plan'),
            attitude {text} CHECK (attitude <> ''),
            source {text} NOT NULL,
            evidence {text} NOT NULL,
            CHECK (office_number IS NOT NULL OR software <> '')
        ) {strict};
        CREATE INDEX readiness_office ON readiness (office_number);
        {appendonly readiness};
        """
}
