extension Migrations {
    /// Campaigns: their definitions, the applications in the order of their receipt, and what happened to each since.
    ///
    /// `campaign_contact` is the one table of personal data. It is no fact: its rows are deleted on the day that the
    /// definition states, and nothing but the key in `campaign_application` remains.
    static let campaigns = """
        CREATE TABLE campaign_definition (
            id {int} PRIMARY KEY,
            revision {recorded},
            campaign {text} NOT NULL CHECK (campaign <> ''),
            version {int} NOT NULL CHECK (version > 0),
            effective_at {text} NOT NULL CHECK (length(effective_at) = 24),
            content {text} NOT NULL,
            crest {blob},
            UNIQUE (campaign, version)
        ) {strict};
        {appendonly campaign_definition};

        CREATE TABLE campaign_application (
            id {int} PRIMARY KEY,
            revision {recorded},
            campaign {text} NOT NULL CHECK (campaign <> ''),
            receipt {int} NOT NULL CHECK (receipt > 0),
            frame {text} NOT NULL CHECK (frame <> ''),
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            partner_number {text} CHECK (length(partner_number) = 10),
            version {int} NOT NULL CHECK (version > 0),
            channel {text} NOT NULL CHECK (channel = 'web' OR channel = 'staff' OR channel = 'list'),
            stated_at {text} CHECK (length(stated_at) = 24),
            declarations {text} NOT NULL,
            contact {text},
            form_digest {text} NOT NULL CHECK (length(form_digest) = 64),
            status_digest {text} NOT NULL CHECK (length(status_digest) = 64),
            partner_digest {text} NOT NULL,
            UNIQUE (campaign, receipt),
            UNIQUE (campaign, form_digest)
        ) {strict};
        CREATE INDEX campaign_application_status ON campaign_application (status_digest);
        {appendonly campaign_application};

        CREATE TABLE enrollment_step (
            id {int} PRIMARY KEY,
            revision {recorded},
            campaign {text} NOT NULL CHECK (campaign <> ''),
            receipt {int} NOT NULL CHECK (receipt > 0),
            kind {text} NOT NULL CHECK (kind <> ''),
            day {text} NOT NULL CHECK (length(day) = 10),
            until_at {text} CHECK (length(until_at) = 24),
            version {int} NOT NULL CHECK (version > 0),
            subject {text} NOT NULL,
            amount {int} CHECK (amount >= 0),
            office_number {text} CHECK (length(office_number) = 10),
            evidence {text} NOT NULL,
            actor {text} NOT NULL,
            FOREIGN KEY (campaign, receipt) REFERENCES campaign_application (campaign, receipt)
        ) {strict};
        CREATE INDEX enrollment_step_campaign ON enrollment_step (campaign, receipt);
        {appendonly enrollment_step};

        CREATE TABLE work_practice (
            id {int} PRIMARY KEY,
            revision {recorded},
            campaign {text} NOT NULL CHECK (campaign <> ''),
            receipt {int} NOT NULL CHECK (receipt > 0),
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            phase {text} NOT NULL CHECK (phase = 'before' OR phase = 'after'),
            day {text} NOT NULL CHECK (length(day) = 10),
            task {text} NOT NULL CHECK (task <> ''),
            roles {text} NOT NULL,
            by_day {int} CHECK (by_day BETWEEN 1 AND 31),
            minutes {int} CHECK (minutes BETWEEN 0 AND 44640),
            remark {text} NOT NULL,
            FOREIGN KEY (campaign, receipt) REFERENCES campaign_application (campaign, receipt)
        ) {strict};
        {appendonly work_practice};

        CREATE TABLE case_study (
            id {int} PRIMARY KEY,
            revision {recorded},
            campaign {text} NOT NULL CHECK (campaign <> ''),
            receipt {int} NOT NULL CHECK (receipt > 0),
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            consent_day {text} CHECK (length(consent_day) = 10),
            shown_name {text} NOT NULL,
            title {text} NOT NULL,
            content {text} NOT NULL,
            FOREIGN KEY (campaign, receipt) REFERENCES campaign_application (campaign, receipt)
        ) {strict};
        {appendonly case_study};

        CREATE TABLE campaign_contact (
            contact {text} PRIMARY KEY,
            campaign {text} NOT NULL,
            person {text} NOT NULL,
            phone {text} NOT NULL,
            mail {text} NOT NULL
        ) {strict};

        CREATE TABLE import_batch_next (
            id {int} PRIMARY KEY,
            revision {recorded} UNIQUE,
            kind {text} NOT NULL CHECK (kind <> ''),
            files {text} NOT NULL,
            list_day {text} CHECK (length(list_day) = 10),
            complete {int} NOT NULL CHECK (complete IN (0, 1)),
            summary {text} NOT NULL
        ) {strict};
        INSERT INTO import_batch_next SELECT id, revision, kind, files, list_day, complete, summary FROM import_batch;
        DROP TABLE import_batch;
        ALTER TABLE import_batch_next RENAME TO import_batch;
        {appendonly import_batch};
        """
}
