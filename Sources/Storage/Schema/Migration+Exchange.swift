extension Migrations {
    /// Exchange records, from file names alone, and lists of partners.
    ///
    /// A batch holds the tables that its segments point into: office numbers of eight bytes each, kinds and pairs of
    /// service codes as text. A segment holds up to 65,536 records sent in one month as columns of bytes; see
    /// `ExchangeColumns`. No path and no other name is kept: a folder's name may hold a person's.
    static let exchange = """
        CREATE TABLE exchange_batch (
            id {int} PRIMARY KEY,
            revision {recorded},
            offices {blob} NOT NULL,
            kinds {text} NOT NULL,
            services {text} NOT NULL
        ) {strict};
        {appendonly exchange_batch};

        CREATE TABLE exchange_segment (
            id {int} PRIMARY KEY,
            revision {recorded},
            first_time {int} NOT NULL CHECK (first_time >= 0),
            last_time {int} NOT NULL,
            records {int} NOT NULL CHECK (records > 0),
            deletions {int} NOT NULL CHECK (deletions >= 0),
            digest {text} NOT NULL CHECK (digest <> ''),
            content {blob} NOT NULL,
            CHECK (last_time >= first_time)
        ) {strict};
        {appendonly exchange_segment};

        CREATE TABLE partner_link (
            id {int} PRIMARY KEY,
            revision {recorded},
            office_number {text} NOT NULL CHECK (length(office_number) = 10),
            partner_number {text} NOT NULL CHECK (length(partner_number) = 10),
            month {text} CHECK (length(month) = 7),
            volume {int} CHECK (volume >= 0),
            source {text} NOT NULL,
            CHECK (office_number <> partner_number)
        ) {strict};
        {appendonly partner_link};
        """
}
