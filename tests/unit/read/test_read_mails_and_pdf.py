import io
import tracemalloc
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from inputs import extra, failure, report, reports, written
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from contested.model.report import Failure, Report
from contested.read import ReportDefaults, read


def mail(body: str = "The army left.", *, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Orchard Post <news@post.invalid>"
    message["Subject"] = "Sadra fell"
    message["Date"] = "Mon, 28 Mar 2016 23:34:00 +0300"
    message["Message-ID"] = "<1@post.invalid>"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_a_mail_is_a_report(tmp_path: Path):
    found = report(written(tmp_path / "a.eml", mail("Caf\xe9: the army left.").as_bytes()))

    assert found.text == "Caf\xe9: the army left.\n"
    assert (found.title, found.outlet) == ("Sadra fell", "Orchard Post")
    assert (found.published, found.published_how) == (date(2016, 3, 28), "mail header Date")
    assert extra(found, "domain") == '"post.invalid"'


def test_the_page_in_a_mail_comes_before_its_text(tmp_path: Path):
    found = report(written(tmp_path / "a.eml", mail(html="<h1>Sadra</h1><p>It fell.</p>").as_bytes()))

    assert found.text == "Sadra\n\nIt fell."
    assert (found.outlet, found.original is not None) == ("Orchard Post", True)


def test_a_mail_is_known_by_its_headers(tmp_path: Path):
    assert report(written(tmp_path / "saved", mail().as_bytes())).title == "Sadra fell"


def test_attachments_are_not_read(tmp_path: Path):
    message = mail()
    message.add_attachment("Other words.", filename="a.txt")

    assert report(written(tmp_path / "a.eml", message.as_bytes())).text == "The army left.\n"


def test_a_mail_without_text_is_told(tmp_path: Path):
    message = EmailMessage()
    message["From"] = "a@b.invalid"
    message.set_content(b"x", maintype="image", subtype="png")

    assert "without text" in failure(written(tmp_path / "a.eml", message.as_bytes())).reason


PARTED = b"From news@post.invalid Mon Mar 28 20:34:00 2016\n"


@pytest.mark.parametrize(
    "parted", [PARTED, b"From - Mon Mar 28 20:34:00 2016\r\n", PARTED[:-5] + b"+0000 2016\n"]
)
def test_each_mail_of_a_mailbox_is_a_report(tmp_path: Path, parted: bytes):
    data = (
        parted + mail("The army left.").as_bytes() + b"\n" + parted + mail(html="<p>It fell.</p>").as_bytes()
    )

    first, second = reports(written(tmp_path / "a.mbox", data))

    assert (first.text.strip(), second.text) == ("The army left.", "It fell.")
    assert first.read_from == f"{tmp_path / 'a.mbox'}#1"
    assert (first.title, str(second.published)) == ("Sadra fell", "2016-03-28")


def test_a_mailbox_is_known_by_its_first_lines(tmp_path: Path):
    assert len(reports(written(tmp_path / "INBOX", (PARTED + mail().as_bytes() + b"\n") * 2))) == 2


def test_a_line_that_begins_like_a_new_mail_stays_in_its_own(tmp_path: Path):
    body = "They came.\n\nFrom Sadra the army left in 2016.\n>From Homs too.\n>>From Aleppo."
    data = PARTED + mail(body).as_bytes()

    assert report(written(tmp_path / "a.mbox", data)).text == (
        "They came.\n\nFrom Sadra the army left in 2016.\nFrom Homs too.\n>From Aleppo.\n"
    )


def test_a_sentence_with_a_clock_and_a_year_begins_no_mail(tmp_path: Path):
    prose = "From 14:30 local time on Sunday 27 March 2016\nthe army was in the town.\n"
    data = PARTED + mail(f"They came.\n\n{prose}").as_bytes()

    assert report(written(tmp_path / "a.mbox", data)).text == f"They came.\n\n{prose}"


def test_a_bad_mail_does_not_cost_the_others_in_its_mailbox(tmp_path: Path):
    picture = b"From: a@b.invalid\nContent-Type: image/png\n\nx\n\n"
    data = PARTED + mail().as_bytes() + b"\n" + PARTED + picture + PARTED + mail().as_bytes()

    first, second, third = read([written(tmp_path / "a.mbox", data)])

    assert (type(first), type(second), type(third)) == (Report, Failure, Report)
    assert isinstance(second, Failure)
    assert second.read_from.endswith("#2")


def test_a_mail_over_the_cap_does_not_cost_the_next_one(tmp_path: Path):
    data = PARTED + b"From: a@b.invalid\n\n" + b"a" * 31_000_000 + b"\n\n" + PARTED + mail().as_bytes()
    tracemalloc.start()

    first, second = read([written(tmp_path / "a.mbox", data)])

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(first, Failure)
    assert "over the cap" in first.reason
    assert isinstance(second, Report)
    assert peak < 40_000_000


def test_a_mailbox_without_mails_is_told(tmp_path: Path):
    assert "no mail in it" in failure(written(tmp_path / "a.mbox", b"From here on\n")).reason


def test_a_maildir_is_read_without_what_is_still_being_written(tmp_path: Path):
    hops = b"".join(b"Received: from mx%d.invalid by mx.invalid;\n %s\n" % (n, b"x" * 200) for n in range(30))
    written(tmp_path / "in" / "cur" / "1459200000.M1P2.host:2,S", hops + mail().as_bytes())
    written(tmp_path / "in" / "new" / "1459200001.M3P4.host", mail("It came back.").as_bytes())
    written(tmp_path / "in" / "tmp" / "1459200002.M5P6.host", mail("It is").as_bytes())

    assert [one.text for one in reports(tmp_path / "in")] == ["The army left.\n", "It came back.\n"]


def test_the_folders_in_a_maildir_are_read_in_order(tmp_path: Path):
    box = tmp_path / "in"
    for folder, words in [(".", "One."), (".Lists.Syria", "Three."), (".Lists", "Two.")]:
        written(box / folder / "cur" / "1459200000.M1P2.host:2,S", mail(words).as_bytes())
        (box / folder / "new").mkdir()
        written(box / folder / "tmp" / "1459200009.M5P6.host", b"From: a@b.invalid\n\nIt is")
        written(box / folder / "maildirfolder", b"")
        written(box / folder / "dovecot-uidlist", b"3 V1 N2\n")
    written(box / ".Hidden" / "page.html", b"<p>no mailbox")
    written(box / "page.html", b"<p>Beside.")

    assert [one.text for one in reports(box)] == ["One.\n", "Beside.", "Two.\n", "Three.\n"]


@pytest.mark.parametrize("name", [".Trash", ".INBOX.Junk", ".Sent Items", ".drafts"])
def test_mails_that_were_deleted_sorted_out_or_sent_are_nobodys_reports(tmp_path: Path, name: str):
    box = tmp_path / "in"
    for folder in (".", name):
        written(box / folder / "cur" / "1459200000.M1P2.host:2,S", mail("One.").as_bytes())
        (box / folder / "new").mkdir()

    found = list(read([box]))

    assert [one.text for one in found if isinstance(one, Report)] == ["One.\n"]
    assert all(one.reason.endswith("; left out") for one in found if isinstance(one, Failure))


def test_a_mail_in_a_maildir_keeps_its_id_when_it_is_seen(tmp_path: Path):
    data = b"From: a@b.invalid\n\nThe army left.\n"  # too little to be known as a mail elsewhere
    before = written(tmp_path / "in" / "new" / "1459200000.M1P2.host.example", data)
    (tmp_path / "in" / "cur").mkdir()
    unseen = report(tmp_path / "in")

    before.rename(tmp_path / "in" / "cur" / "1459200000.M1P2.host.example:2,RS")

    assert unseen.id == "1459200000.M1P2.host.example"
    assert report(tmp_path / "in").key == unseen.key


@pytest.mark.parametrize(("flags", "said"), [("DS", "a draft"), ("ST", "marked as deleted")])
def test_drafts_and_deleted_mails_in_a_maildir_are_told(tmp_path: Path, flags: str, said: str):
    written(tmp_path / "in" / "cur" / f"1459200000.M1P2.host:2,{flags}", mail().as_bytes())
    (tmp_path / "in" / "new").mkdir()

    assert said in failure(tmp_path / "in").reason


def test_a_mail_that_is_cut_short_is_kept_as_far_as_it_goes_and_told(tmp_path: Path):
    whole = mail(html="<p>" + " ".join(f"Village {n} fell." for n in range(90)) + "</p>").as_bytes()

    cut = report(written(tmp_path / "a.eml", whole[:-300]))

    assert "Village 9 fell." in cut.text
    assert any(warning.startswith("cut short: ") for warning in cut.warnings)
    assert report(written(tmp_path / "b.eml", whole)).warnings == ()


def test_a_text_mail_with_a_damaged_part_is_told(tmp_path: Path):
    data = (
        b"From: a@b.invalid\nMIME-Version: 1.0\nContent-Type: text/plain\n"
        b"Content-Transfer-Encoding: base64\n\nVGhlIGFybXkgbGVmdC4gSXQgY2F"
    )

    found = report(written(tmp_path / "a.eml", data))

    assert found.text.startswith("The army left.")
    assert "base64" in " ".join(found.warnings)


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 5000,
        b"From: a\r\n" + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(300)
        ),
        b"From: a\r\nContent-Type: text/plain; charset=no-such\r\n\r\nThe army left.",
        b"From: a\r\nContent-Type: text/plain; charset=koi\0\r\n\r\nThe army left.",
        b"From: \xff\xfe <a@[\r\nSubject: =?utf-8?q?\xff?=\r\nDate: never\r\n\r\nThe army left.",
        b"From: a\r\nContent-Type: text/plain; charset*=x''y\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        b"",
    ],
    ids=["parts", "deep", "charset", "nul", "headers", "base64", "empty"],
)  # fmt: skip
def test_a_hostile_mail_is_read_or_told(tmp_path: Path, data: bytes):
    assert len(list(read([written(tmp_path / "a.eml", data)]))) == 1


def pdf(*pages: str, title: str | None = None, password: str | None = None) -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for words in pages:
        page = writer.add_blank_page(595, 842)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if title:
        writer.add_metadata({"/Title": TextStringObject(title), "/CreationDate": "D:20200101000000"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_gives_the_text_of_its_pages(tmp_path: Path):
    data = pdf("The army left.", "It came back.", title="Sadra")

    found = report(written(tmp_path / "a.pdf", data), defaults=ReportDefaults(outlet="Post"))

    assert (found.text, found.title) == ("The army left.\n\nIt came back.", "Sadra")
    assert found.published is None  # when the file was made is not when it was published
    assert extra(found, "made") == '"D:20200101000000"'
    assert found.original is not None
    assert (found.original.data, found.original.media_type) == (data, "application/pdf")


def test_a_pdf_is_known_by_its_content(tmp_path: Path):
    assert report(written(tmp_path / "report.bin", pdf("The army left."))).text == "The army left."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(""), "holds no text"),
        (pdf("The army left.", password="x"), "encrypted|cryptography|PDF"),
        (b"%PDF-1.7 nothing", "cannot be parsed"),
        (pdf("The army left.")[:300], "PDF"),
    ],
    ids=["scan", "locked", "none", "cut"],
)
def test_a_pdf_that_cannot_be_used_is_told(tmp_path: Path, data: bytes, said: str):
    reason = failure(written(tmp_path / "a.pdf", data)).reason

    assert any(one in reason for one in said.split("|"))


def test_a_page_that_unpacks_without_end_does_not_take_the_run_down(tmp_path: Path):
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    content = DecodedStreamObject()
    content.set_data(b"BT (a) Tj ET " * 4_000_000)
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    file = io.BytesIO()
    writer.write(file)
    assert len(file.getvalue()) < 1_000_000

    found = failure(written(tmp_path / "a.pdf", file.getvalue()))

    assert "PDF" in found.reason
