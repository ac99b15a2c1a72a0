"""The manifests and units for clusters are what Kubernetes and the programs in them accept, and fit together."""

import importlib.metadata
import shlex
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from pipeline.cli import COMMANDS
from pipeline.settings import read_settings

DEPLOY = Path(__file__).parents[3] / "docs" / "deploy"
KUBERNETES = "1.31"
MANIFESTS: list[dict[str, Any]] = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf8")))
WORKLOADS = ("Deployment", "CronJob")


def pod(manifest: dict[str, Any]) -> dict[str, Any]:
    spec = manifest["spec"]
    if manifest["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    found: dict[str, Any] = spec["template"]
    return found


def containers() -> list[dict[str, Any]]:
    return [one for found in MANIFESTS if found["kind"] in WORKLOADS for one in pod(found)["spec"]["containers"]]


def name(manifest: dict[str, Any]) -> str:
    return f"{manifest['kind']} {manifest['metadata']['name']}"


def named(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in MANIFESTS if one["kind"] == kind}


@pytest.mark.parametrize("manifest", MANIFESTS, ids=name)
def test_kubernetes_schema_knows_every_word(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_every_service_leads_to_a_port_of_pods_that_are_there() -> None:
    pods = [pod(one) for one in MANIFESTS if one["kind"] == "Deployment"]
    for service in named("Service").values():
        (reached,) = [one for one in pods if one["metadata"]["labels"] == service["spec"]["selector"]]
        ports = {port["containerPort"] for one in reached["spec"]["containers"] for port in one.get("ports", ())}
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports


def test_every_volume_is_claimed_and_mounted() -> None:
    claims, maps = named("PersistentVolumeClaim"), named("ConfigMap")
    for manifest in MANIFESTS:
        if manifest["kind"] not in WORKLOADS:
            continue
        spec = pod(manifest)["spec"]
        volumes = {one["name"]: one for one in spec.get("volumes", ())}
        mounted = {mount["name"] for one in spec["containers"] for mount in one.get("volumeMounts", ())}
        assert mounted == volumes.keys()
        for one in volumes.values():
            assert one.get("persistentVolumeClaim", {}).get("claimName", "undertook-data") in claims
            assert one.get("configMap", {}).get("name", "undertook") in maps


def test_our_pods_run_commands_and_settings_that_exist(tmp_path: Path) -> None:
    ours = [one for one in containers() if "args" in one]
    assert {one["args"][0] for one in ours} == {"nightly", "serve"}
    assert {one["args"][0] for one in ours} <= COMMANDS.keys()
    path = tmp_path / "undertook.toml"
    path.write_text(named("ConfigMap")["undertook"]["data"]["undertook.toml"], "utf8")
    settings = read_settings(path)
    service = named("Service")["undertook-scheduler"]
    assert settings.nightly.scheduler == f"tcp://undertook-scheduler:{service['spec']['ports'][0]['port']}"
    assert settings.data == Path("/data")
    assert settings.sites


def test_no_pod_is_root_or_may_grow_without_end() -> None:
    for one in containers():
        assert "memory" in one["resources"]["limits"]
        if one["image"].startswith("registry.example/undertook"):
            assert one["securityContext"]["runAsNonRoot"] is True
    version = importlib.metadata.version("undertook")
    assert {one["image"].rpartition(":")[2] for one in containers() if "undertook" in one["image"]} == {version}


def test_units_of_plain_hosts_speak_of_one_scheduler() -> None:
    lines = {unit: (DEPLOY / unit).read_text("utf8") for unit in ("undertook-scheduler.service",
                                                                  "undertook-worker@.service")}  # fmt: skip
    scheduler, worker = (
        shlex.split(next(line for line in text.splitlines() if line.startswith("ExecStart=")))
        for text in lines.values()
    )
    host, port = (scheduler[scheduler.index(option) + 1] for option in ("--host", "--port"))
    assert f"tcp://{host}:{port}" in worker
    assert all("Restart=always" in text for text in lines.values())
