import Adoption
import Storage
import TestSupport
import Testing

@Suite("The address of a PostgreSQL database")
struct PostgreSQLSettingsTests {
    @Test(
        "is told from a path",
        arguments: [
            ("postgres://h/d", true), ("postgresql://u@h:5433/d?sslmode=require", true), ("host=h dbname=d", true),
            ("dbname=d", true), ("service=fukyu", true), ("sslmode=verify-full host=h", true), ("fukyu.sqlite", false),
            ("/var/lib/fukyu/host=1.sqlite", false), ("a=b", false), ("", false),
            ("postgres", false), ("./host=x", false),
        ])
    func recognised(text: String, isAddress: Bool) {
        #expect(PostgreSQLSettings.isAddress(text) == isAddress)
    }

    @Test(
        "shows its place and never its password",
        arguments: [
            ("postgres://fukyu:s3cret@db.example.jp:5433/fukyu", "db.example.jp:5433/fukyu"),
            ("postgres://fukyu:s3%63ret@db.example.jp/fukyu", "db.example.jp/fukyu"),
            ("postgresql://db.example.jp/fukyu?user=fukyu&password=s3cret&sslmode=require", "db.example.jp/fukyu"),
            ("host=db.example.jp port=5433 dbname=fukyu password=s3cret", "db.example.jp:5433/fukyu"),
            ("host=db.example.jp password='s3cret' dbname=fukyu", "db.example.jp/fukyu"),
            ("host = db.example.jp password = 's3cret with \\' quote' dbname = fukyu", "db.example.jp/fukyu"),
            ("dbname=fukyu sslpassword=s3cret", "localhost/fukyu"),
        ])
    func place(address: String, place: String) throws {
        let settings = try PostgreSQLSettings(address)
        #expect(settings.place == place)
        var dumped = ""
        dump(settings, to: &dumped)
        dump([settings], to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped, PostgreSQLSettings.masked(address)] {
            #expect(!text.contains("s3cret") && !text.contains("s3%63ret") && !text.contains("quote"), "\(text)")
        }
    }

    @Test("is masked in its own length")
    func masked() {
        #expect(PostgreSQLSettings.masked("postgres://u:abc@h/d") == "postgres://u:***@h/d")
        #expect(PostgreSQLSettings.masked("postgres://u:a@b@h/d") == "postgres://u:***@h/d")
        #expect(PostgreSQLSettings.masked("postgres://h/d?password=abc&user=u") == "postgres://h/d?password=***&user=u")
        #expect(PostgreSQLSettings.masked("host=h password='a b'") == "host=h password=*****")
        #expect(PostgreSQLSettings.masked("postgres://u@h/d") == "postgres://u@h/d")
        #expect(PostgreSQLSettings.masked("/var/fukyu.sqlite") == "/var/fukyu.sqlite")
        #expect(PostgreSQLSettings.masked("postgres://u:パス@h/d") == "postgres://u:******@h/d")
    }

    @Test(
        "is refused without being repeated when it cannot be read",
        arguments: [
            "postgres://u:s3cret@host@h/d", "postgres://u:s3/cret@h/d", "postgres://u:s3?cret@h/d",
            "postgres://u:s3cret%zz@h/d", "postgres://u:s3cret@h/d?unknown=s3cret", "host=h password=s3cret cret2",
            "host=h password='s3cret", "postgres://u:s3cret@[::1/d", "postgres://u:s3cret@h\u{0}/d",
        ])
    func unreadable(address: String) {
        let failure = expectFailure(.invalid) { _ = try PostgreSQLSettings(address) }
        for piece in ["s3", "cret"] { #expect(failure?.description.contains(piece) == false) }
    }

    @Test("does not show the password in any error of a connection", .enabled(if: !Engine.withoutPostgreSQL))
    func passwordsInErrors() throws {
        let instance = try PostgreSQLInstance.shared()
        let port = instance.port
        let wrong = "s3cret%C3%A9%40+x"
        let addresses = [
            // A wrong password, an unknown user, an unknown database, a closed port, bad options.
            "postgres://\(PostgreSQLInstance.user):\(wrong)@127.0.0.1:\(port)/postgres",
            "postgres://s3cret:\(wrong)@127.0.0.1:\(port)/postgres",
            "postgres://\(PostgreSQLInstance.user):\(PostgreSQLInstance.writtenPassword)@127.0.0.1:\(port)/s3cret",
            "postgres://u:\(wrong)@127.0.0.1:1/postgres",
            "postgres://u:\(wrong)@127.0.0.1:99999/postgres",
            "postgres://\(PostgreSQLInstance.user):\(PostgreSQLInstance.writtenPassword)@127.0.0.1:\(port)/"
                + "postgres?options=-c%20s3cret%3D1",
            "host=127.0.0.1 port=\(port) user=u dbname=d sslmode=s3cret password=s3cret",
        ]
        for address in addresses {
            let failure = expectFailure(.unavailable) { _ = try PostgreSQLDriver(PostgreSQLSettings(address)) }
            let text = failure?.description ?? ""
            #expect(text.contains("データベース"))
            for secret in ["s3cret\u{e9}", "s3cret%C3", "s3cret@", "s3cret%40", "秘密", "の鍵", "%E7%A7%98"] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
    }

    @Test("does not show the password in a driver's description", .enabled(if: !Engine.withoutPostgreSQL))
    func passwordsInDescriptions() throws {
        let driver = try TestDatabase(.postgreSQL).driver()
        var text = "\(driver) \(String(reflecting: driver))"
        dump(driver, to: &text)
        for secret in ["s3cret", "秘密", "の鍵", "%E7%A7%98"] { #expect(!text.contains(secret), "\(text)") }
    }
}
