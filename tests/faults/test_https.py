"""HTTPS in front of a class, with a certificate of one's own and with one that is got; and who is believed to ask."""

import json
import re
import socket
import ssl
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
import requests
import trustme
from flask import request as flask_request
from requests.adapters import HTTPAdapter

from app import create_app
from app.config import Settings
from tests.app.helpers import request
from tests.app.test_http import SMALL, body
from tests.browser.servers import Quick, free_port
from tests.faults.caddy import authority, in_front
from tests.faults.nginx import Nginx
from tests.waiting import until

DOMAIN = "play.school.test"
STUDENT = "127.0.0.7"
FORGED = {
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "666",
    "Forwarded": "for=6.6.6.6;proto=gopher;host=evil.example",
    "X-Real-IP": "6.6.6.6",
}


class Student(HTTPAdapter):
    """Asks from an address of one's own, and wants the certificate to be that of DOMAIN."""

    def init_poolmanager(self, *args, **more):
        super().init_poolmanager(*args, source_address=(STUDENT, 0), **more)

    def build_connection_pool_key_attributes(self, request, verify, cert=None):
        host, kept = super().build_connection_pool_key_attributes(request, verify, cert)
        if host["scheme"] == "https":
            kept |= {"server_hostname": DOMAIN, "assert_hostname": DOMAIN}
        return host, kept


@pytest.fixture
def student():
    with requests.Session() as session:
        session.mount("http://", Student())
        session.mount("https://", Student())
        session.headers["Host"] = DOMAIN
        session.trust_env = False  # else what the machine says of certificates wins
        yield session


@pytest.fixture(scope="module")
def app():
    """The app as compose.yaml runs it; /seen tells who it thinks has asked."""
    server = create_app(Settings(proxy_hops=1)).server

    @server.route("/seen")
    def seen():
        return json.dumps([flask_request.remote_addr, flask_request.scheme, flask_request.host])

    quick = Quick(server)
    quick.start()
    yield quick
    quick.stop()


@pytest.fixture
def serve(app, tmp_path):
    """Begin nginx, and with HTTPS Caddy in front of it."""
    with ExitStack() as begun:

        def begin(server):
            server.start()
            begun.callback(server.stop)
            return server

        def nginx(folder="nginx", **settings):
            (tmp_path / folder).mkdir()
            return begin(Nginx(tmp_path / folder, [app.port], **settings))

        def school(issue=own_certificate, hops=0, **settings):
            port = free_port()
            inner = nginx(hops=hops, origin=f"https://{DOMAIN}:{port}")
            certificates = tmp_path / "certificates"
            certificates.mkdir()
            root, more = issue(certificates, inner)
            caddy = begin(in_front(tmp_path, inner, certificates, port, domain=DOMAIN, **more, **settings))
            return SimpleNamespace(
                url=f"https://127.0.0.1:{port}/", nginx=inner, caddy=caddy, root=str(root), port=port
            )

        yield SimpleNamespace(nginx=nginx, school=school, begin=begin, folder=tmp_path)


def own_certificate(folder, _, name=DOMAIN):
    """One from an authority that was made for it; its root, which lies elsewhere."""
    issuer = trustme.CA()
    issuer.issue_cert(name).private_key_and_cert_chain_pem.write_to_path(folder / "school.pem")
    root = folder.parent / "root.pem"
    issuer.cert_pem.write_to_path(root)
    return root, {}


@pytest.mark.first
def test_the_page_comes_by_https_with_a_certificate_of_one_s_own(serve, student):
    school = serve.school()
    student.verify = school.root
    page = student.get(school.url, timeout=20)
    assert page.ok
    files = re.findall(r'(?:src|href)="/([^"]+\.(?:js|css)[^"]*)"', page.text)
    assert len(files) > 5
    for file in files:
        assert student.get(school.url + file.replace("&amp;", "&"), timeout=20).ok
    assert student.post(f"{school.url}_dash-update-component", json=body(request(SMALL)), timeout=20).ok
    with pytest.raises(requests.exceptions.SSLError):
        student.get(school.url, timeout=20, verify=True)  # whoever does not know the authority


@pytest.mark.first
def test_the_certificate_may_be_for_all_names_of_the_school(serve, student):
    school = serve.school(lambda folder, nginx: own_certificate(folder, nginx, name="*.school.test"))
    student.verify = school.root
    assert student.get(f"{school.url}healthz", timeout=20).ok


@pytest.mark.first
def test_a_certificate_without_its_key_is_named(serve):
    def issue(folder, _):
        issuer = trustme.CA()
        issuer.issue_cert(DOMAIN).cert_chain_pems[0].write_to_path(folder / "half.pem")
        return "", {}

    with pytest.raises(AssertionError, match=r"half\.pem: no private key"):
        serve.school(issue)


@pytest.mark.first
def test_it_speaks_http_2(serve):
    school = serve.school()
    context = ssl.create_default_context(cafile=school.root)
    context.set_alpn_protocols(["h2", "http/1.1"])
    plain = socket.create_connection(("127.0.0.1", school.port))
    with context.wrap_socket(plain, server_hostname=DOMAIN) as connection:
        assert connection.selected_alpn_protocol() == "h2"


@pytest.mark.first
@pytest.mark.parametrize("path", ["", "race?x=1&y=%20", "assets/all.js?m=1", "//evil.example/"])
def test_what_comes_by_the_plain_port_is_sent_to_https(serve, student, path):
    """Wherever it says that it wanted to go: only DOMAIN has a certificate."""
    school = serve.school(hsts="on")
    student.headers["Host"] = "evil.example"
    for ask in (student.get, student.post):
        answer = ask(f"{school.nginx.url}{path}", allow_redirects=False, timeout=20)
        assert answer.status_code == 308
        assert answer.headers["Location"] == f"https://{DOMAIN}:{school.port}/{path}"
        assert "Strict-Transport-Security" not in answer.headers
    assert student.get(f"{school.nginx.url}healthz", timeout=20).text == "OK"


@pytest.mark.first
@pytest.mark.parametrize(
    ("hsts", "header"),
    [("off", None), ("", None), ("on", "max-age=31536000"), ("3600", "max-age=3600"), ("0", "max-age=0")],
)
def test_hsts_is_said_where_it_is_on(serve, student, hsts, header):
    school = serve.school(hsts=hsts)
    student.verify = school.root
    for path in ("", "healthz", "nowhere", "assets/all.js", "metrics"):
        answer = student.get(school.url + path, timeout=20)
        assert answer.headers.get("Strict-Transport-Security") == header


@pytest.mark.first
def test_nobody_can_forge_who_asks(serve, student):
    school = serve.school()
    student.verify = school.root
    student.headers.update(FORGED)
    assert student.get(f"{school.url}seen", timeout=20).json() == [STUDENT, "https", DOMAIN]
    plain = serve.nginx("plain")
    assert student.get(f"{plain.url}seen", timeout=20).json() == [STUDENT, "http", DOMAIN]


@pytest.mark.first
@pytest.mark.parametrize(
    ("hops", "said", "seen"),
    [
        (0, {"For": "1.1.1.1", "Proto": "https", "Host": "a.example"}, [STUDENT, "http", DOMAIN]),
        (1, {}, [STUDENT, "http", DOMAIN]),
        (1, {"For": "1.1.1.1", "Proto": "https", "Host": "a.example"}, ["1.1.1.1", "https", "a.example"]),
        (1, {"For": "6.6.6.6, 1.1.1.1", "Proto": "gopher,https"}, ["1.1.1.1", "https", DOMAIN]),
        (1, {"For": "2001:db8::7", "Proto": "https"}, ["2001:db8::7", "https", DOMAIN]),
        (1, {"For": "1.1.1.1,<script>", "Proto": "x", "Host": 'a"b'}, [STUDENT, "http", DOMAIN]),
        (2, {"For": "6.6.6.6, 1.1.1.1, 2.2.2.2", "Proto": "http, https, http"}, ["1.1.1.1", "https", DOMAIN]),
        (2, {"For": "1.1.1.1", "Proto": "https", "Host": "a.example"}, ["1.1.1.1", "https", "a.example"]),
        (2, {"For": "6.6.6.6," * 1500 + "1.1.1.1, 2.2.2.2", "Proto": "https"}, ["1.1.1.1", "https", DOMAIN]),
    ],
)
def test_proxies_before_nginx_are_believed_as_far_as_they_are_known(serve, student, hops, said, seen):
    nginx = serve.nginx(hops=hops)
    headers = {f"X-Forwarded-{name}": value for name, value in said.items()}
    assert student.get(f"{nginx.url}seen", headers=headers, timeout=20).json() == seen


@pytest.mark.first
def test_a_proxy_before_https_is_believed_too(serve, student):
    school = serve.school(hops=1)
    student.verify = school.root
    headers = {"X-Forwarded-For": "6.6.6.6, 1.1.1.1", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "a.example"}
    answer = student.get(f"{school.url}seen", headers=headers, timeout=20)
    assert answer.json() == ["1.1.1.1", "https", "a.example"]


@pytest.mark.first
def test_a_certificate_is_got_where_there_is_none(serve, student):
    """From a certificate authority on this machine, which asks by way of nginx's plain port whether we are DOMAIN."""
    home = serve.folder / "authority"
    home.mkdir()

    def issue(_, nginx):
        issuer = serve.begin(authority(home, HTTP_PROXY=nginx.url, NO_PROXY="localhost"))
        root = home / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        until(root.exists, "the certificate of the authority")
        address = f"https://localhost:{issuer.port}/acme/local/directory"
        return root, {"authority": address, "SSL_CERT_FILE": str(root)}

    school = serve.school(issue)
    student.verify = school.root

    def page():
        try:
            return student.get(school.url, timeout=20)
        except requests.exceptions.SSLError:
            return None

    assert until(page, "a certificate").ok


@pytest.mark.first
def test_no_address_of_a_student_is_logged(serve, student):
    school = serve.school()
    student.verify = school.root
    assert student.get(school.url, timeout=20).ok
    with socket.create_connection(("127.0.0.1", school.port), source_address=(STUDENT, 0)) as no_tls:
        no_tls.sendall(b"GET / HTTP/1.1\r\n\r\n")
        no_tls.recv(1000)
    school.nginx.stop()
    assert student.get(school.url, timeout=20).status_code == 502
    school.nginx.start()
    log = school.caddy.log.read_text(encoding="utf-8")
    assert "serving" in log  # it does log
    assert STUDENT not in log
