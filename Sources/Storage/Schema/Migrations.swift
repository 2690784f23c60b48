/// The schema's history. A migration is never edited after a release: a later one changes what an earlier one made.
enum Migrations {
    static let all: [(name: String, text: String)] = [
        ("0001-ledger", ledger),
        ("0002-campaigns", campaigns),
        ("0003-exchange", exchange),
        ("0004-readiness", readiness),
    ]

    /// Facts are append-only. Every fact table begins with `id` (one sequence for all facts) and `revision` (when it
    /// was recorded); `supersession` says which fact another revision replaced, `revision_undo` which revision was
    /// taken back. What is visible at a revision follows from these three alone.
    private static let ledger = """
        CREATE TABLE ledger_head (
            id {int} PRIMARY KEY CHECK (id = 1),
            revision {int} NOT NULL CHECK (revision >= 0),
            recorded_at {text} NOT NULL CHECK (length(recorded_at) = 24),
            last_fact {int} NOT NULL CHECK (last_fact >= 0)
        ) {strict};
        INSERT INTO ledger_head (id, revision, recorded_at, last_fact) VALUES (1, 0, '1970-01-01T00:00:00.000Z', 0);

        CREATE TABLE revision (
            revision {int} PRIMARY KEY CHECK (revision > 0),
            recorded_at {text} NOT NULL UNIQUE CHECK (length(recorded_at) = 24),
            actor {text} NOT NULL CHECK (actor <> ''),
            operation {text} NOT NULL CHECK (operation <> ''),
            reason {text} NOT NULL
        ) {strict};
        {appendonly revision};

        CREATE TABLE supersession (
            fact {int} NOT NULL,
            revision {recorded},
            PRIMARY KEY (fact, revision)
        ) {strict};
        CREATE INDEX supersession_revision ON supersession (revision);
        {appendonly supersession};

        CREATE TABLE revision_undo (
            undone {int} PRIMARY KEY REFERENCES revision (revision),
            revision {recorded}
        ) {strict};
        {appendonly revision_undo};

        CREATE TABLE reference_text (
            id {int} PRIMARY KEY,
            revision {recorded},
            name {text} NOT NULL CHECK (name <> ''),
            content {text} NOT NULL
        ) {strict};
        {appendonly reference_text};

        CREATE TABLE import_batch (
            id {int} PRIMARY KEY,
            revision {recorded} UNIQUE,
            kind {text} NOT NULL CHECK (kind IN ('offices', 'registrations', 'outreach')),
            files {text} NOT NULL,
            list_day {text} CHECK (length(list_day) = 10),
            complete {int} NOT NULL CHECK (complete IN (0, 1)),
            summary {text} NOT NULL
        ) {strict};
        {appendonly import_batch};

        CREATE TABLE import_issue (
            id {int} PRIMARY KEY,
            revision {recorded},
            severity {text} NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
            code {text} NOT NULL,
            file {text} NOT NULL,
            line {int} NOT NULL,
            column_name {text} NOT NULL,
            found {text} NOT NULL,
            expected {text} NOT NULL,
            kept_row {text}
        ) {strict};
        CREATE INDEX import_issue_revision ON import_issue (revision);
        {appendonly import_issue};

        CREATE TABLE office_list (
            id {int} PRIMARY KEY,
            revision {recorded},
            day {text} NOT NULL CHECK (length(day) = 10),
            services {text} NOT NULL,
            areas {text} NOT NULL
        ) {strict};
        {appendonly office_list};

        CREATE TABLE office_entry (
            id {int} PRIMARY KEY,
            revision {recorded},
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            from_day {text} CHECK (length(from_day) = 10),
            municipality_code {text} NOT NULL CHECK (length(municipality_code) = 6),
            corporation_number {text} CHECK (length(corporation_number) = 13),
            latitude {real} CHECK (latitude BETWEEN -90 AND 90),
            longitude {real} CHECK (longitude BETWEEN -180 AND 180),
            successor_of {text} CHECK (length(successor_of) = 10),
            stated_by {text} NOT NULL CHECK (length(stated_by) = 2),
            name {text} NOT NULL CHECK (name <> ''),
            kana {text} NOT NULL,
            address {text} NOT NULL,
            corporation_name {text} NOT NULL
        ) {strict};
        CREATE INDEX office_entry_office ON office_entry (office_number);
        {appendonly office_entry};

        CREATE TABLE office_service (
            id {int} PRIMARY KEY,
            revision {recorded},
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            service_code {text} NOT NULL CHECK (length(service_code) = 2),
            status {text} NOT NULL CHECK (status = 'active' OR status = 'suspended' OR status = 'deemed'),
            from_day {text} CHECK (length(from_day) = 10),
            to_day {text} CHECK (length(to_day) = 10),
            capacity {int} CHECK (capacity > 0),
            listed_name {text},
            CHECK (to_day IS NULL OR from_day IS NULL OR to_day >= from_day)
        ) {strict};
        CREATE INDEX office_service_office ON office_service (office_number);
        {appendonly office_service};

        CREATE TABLE disagreement (
            id {int} PRIMARY KEY,
            revision {recorded},
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            field {text} NOT NULL CHECK (field IN ('municipality', 'service', 'closure', 'corporation')),
            kept {text} NOT NULL,
            other {text} NOT NULL,
            day {text} CHECK (length(day) = 10)
        ) {strict};
        {appendonly disagreement};

        CREATE TABLE registration (
            id {int} PRIMARY KEY,
            revision {recorded},
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            route {text} NOT NULL CHECK (route <> ''),
            stage {text} NOT NULL CHECK (stage = 'pledged' OR stage = 'applied' OR stage = 'registered'),
            from_day {text} NOT NULL CHECK (length(from_day) = 10),
            to_day {text} CHECK (length(to_day) = 10),
            end_reason {text},
            source {text} NOT NULL,
            evidence {text} NOT NULL,
            CHECK (to_day IS NULL OR to_day >= from_day)
        ) {strict};
        CREATE INDEX registration_office ON registration (office_number);
        {appendonly registration};

        CREATE TABLE registration_list (
            id {int} PRIMARY KEY,
            revision {recorded},
            day {text} NOT NULL CHECK (length(day) = 10),
            covers_from {text} NOT NULL CHECK (length(covers_from) = 10),
            areas {text} NOT NULL,
            CHECK (covers_from <= day)
        ) {strict};
        {appendonly registration_list};

        CREATE TABLE outreach_activity (
            id {int} PRIMARY KEY,
            revision {recorded},
            activity {text} NOT NULL CHECK (activity <> ''),
            kind {text} NOT NULL,
            day {text} NOT NULL CHECK (length(day) = 10),
            title {text} NOT NULL CHECK (title <> ''),
            place {text} NOT NULL,
            organiser {text} NOT NULL,
            area {text} NOT NULL CHECK (length(area) = 6)
        ) {strict};
        {appendonly outreach_activity};

        CREATE TABLE outreach_attendance (
            id {int} PRIMARY KEY,
            revision {recorded},
            activity {text} NOT NULL CHECK (activity <> ''),
            office_number {text} NOT NULL CHECK (length(office_number) = 10)
        ) {strict};
        {appendonly outreach_attendance};
        """
}
