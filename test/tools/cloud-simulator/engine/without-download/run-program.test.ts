import assert from "node:assert/strict";
import { ProgramInfo, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import {
    programArguments,
    programEnvironment,
} from "../../../../../tools/cloud-simulator/engine/without-download/run-program";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { toStruct } from "../../../../../tools/cloud-simulator/wire/grpc-handlers";

describe("running a program as the language host", () => {
    it("passes on the addresses, the stack and the entry point", () => {
        assert.deepEqual(programArguments(request({}), "/shop/stacks", "127.0.0.1:2"), [
            ...["--monitor", "127.0.0.1:1", "--engine", "127.0.0.1:2", "--organization", "organization"],
            ...["--project", "shop", "--root-directory", "/shop", "--stack", "dev", "--pwd", "/shop/stacks"],
            ...["--parallel", "16", "--dry-run", "index.ts", "own"],
        ]);
    });

    it("passes on the configuration, what of it is secret, and how TypeScript is loaded", () => {
        assert.deepEqual(programEnvironment(request({ tsconfig: "../tsconfig.pulumi.json" })), {
            PULUMI_CONFIG: '{"shop:greeting":"hello"}',
            PULUMI_CONFIG_SECRET_KEYS: '["shop:greeting"]',
            PULUMI_NODEJS_TYPESCRIPT: "true",
            PULUMI_NODEJS_TSCONFIG_PATH: "../tsconfig.pulumi.json",
        });
    });

    it("leaves TypeScript alone where the project says so", () => {
        assert.equal("PULUMI_NODEJS_TYPESCRIPT" in programEnvironment(request({ typescript: false })), false);
    });
});

function request(options: PropertyMap): RunRequest {
    const info = new ProgramInfo();
    info.setRootDirectory("/shop");
    info.setProgramDirectory("/shop/stacks");
    info.setEntryPoint("index.ts");
    info.setOptions(toStruct(options));
    const message = new RunRequest();
    message.setInfo(info);
    message.setMonitorAddress("127.0.0.1:1");
    message.setOrganization("organization");
    message.setProject("shop");
    message.setStack("dev");
    message.setParallel(16);
    message.setDryrun(true);
    message.setArgsList(["own"]);
    message.getConfigMap().set("shop:greeting", "hello");
    message.setConfigsecretkeysList(["shop:greeting"]);
    return message;
}
