import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { comparableInputs, sameValue } from "../resources/comparable";
import { answerInvoke } from "../resources/invoke";
import type { Cloud, Described, Identity } from "../state/cloud";
import { type PropertyMap, plain, withSecrets } from "../state/property-values";
import type { SimulatedCloud } from "../state/simulated-cloud";
import { parseUrn } from "../state/urn";
import { fromStruct, toStruct, unary } from "../wire/grpc-handlers";
import { sdkVersion } from "../wire/sdk-version";
import { ClusterConnections } from "./cluster-connections";
import { construct } from "./construct";
import * as operations from "./operations";
import { invokesOf, simulatedPackages } from "./packages";

/** The gRPC service ResourceProvider (pulumi/pulumi, proto/pulumi/provider.proto) in front of a simulated cloud. */
export function providerService(packageName: string, cloud: SimulatedCloud): UntypedServiceImplementation {
    // Empty but for the Kubernetes provider.
    const clusters = new ClusterConnections(cloud);
    return {
        handshake: unary(() => {
            const response = new proto.ProviderHandshakeResponse();
            response.setAcceptSecrets(true);
            response.setAcceptResources(true);
            response.setAcceptOutputs(true);
            return response;
        }),
        attach: unary(() => new Empty()),
        cancel: unary(() => new Empty()),
        getPluginInfo: unary(() => {
            const info = new PluginInfo();
            // A package that only an imported state has need not be installed; of docker-build a program chooses the version.
            const isInstalled = simulatedPackages.includes(packageName) && packageName !== "docker-build";
            if (isInstalled) info.setVersion(sdkVersion(packageName));
            return info;
        }),
        getSchema: unary(() => {
            throw new Error("the simulated cloud has no schemas");
        }),
        checkConfig: unary((request: proto.CheckRequest) => {
            const response = new proto.CheckResponse();
            response.setInputs(request.getNews());
            return response;
        }),
        diffConfig: unary((request: proto.DiffRequest) => configDifference(request)),
        configure: unary((request: proto.ConfigureRequest, call) => {
            if (packageName === "aws") cloud.configureAws(fromStruct(request.getArgs()));
            const version = defaultVersion(request.getName());
            if (version !== undefined) cloud.providerVersions.set(packageName, version);
            if (packageName === "kubernetes") clusters.configure(fromStruct(request.getArgs()), call);
            const response = new proto.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setAcceptresources(true);
            response.setAcceptoutputs(true);
            response.setSupportspreview(true);
            return response;
        }),
        check: unary((request: proto.CheckRequest) => check(request, cloud)),
        diff: unary((request: proto.DiffRequest) => {
            const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
            const state = fromStruct(request.getOlds());
            const resource = identityOf(request.getUrn());
            return difference(operations.difference(resource, propertiesOf(request.getNews()), olds, state, cloud));
        }),
        create: unary((request: proto.CreateRequest, call) => {
            if (!request.getPreview()) clusters.require("change", call);
            return create(request, cloud);
        }),
        read: unary((request: proto.ReadRequest, call) => {
            clusters.require("read", call);
            return read(request, cloud);
        }),
        update: unary((request: proto.UpdateRequest, call) => {
            if (!request.getPreview()) clusters.require("change", call);
            const before: Described = { id: request.getId(), outputs: fromStruct(request.getOlds()) };
            const inputs = propertiesOf(request.getNews());
            const response = new proto.UpdateResponse();
            const resource = identityOf(request.getUrn());
            const [preview, timeout] = [request.getPreview(), request.getTimeout()];
            const outputs = operations.update(resource, inputs, before, preview, cloud, timeout);
            response.setProperties(toStruct(outputs));
            return response;
        }),
        delete: unary(async (request: proto.DeleteRequest, call) => {
            clusters.require("delete", call);
            const before: Described = { id: request.getId(), outputs: fromStruct(request.getProperties()) };
            await operations.remove(identityOf(request.getUrn()), before, cloud);
            return new Empty();
        }),
        invoke: unary((request: proto.InvokeRequest) => {
            const token = request.getTok();
            const args = plain(fromStruct(request.getArgs())) as PropertyMap;
            const response = new proto.InvokeResponse();
            response.setReturn(toStruct(answerInvoke(invokesOf(token), token, args, cloud)));
            return response;
        }),
        construct: unary((request: proto.ConstructRequest) => construct(request, cloud)),
    };
}

function check(request: proto.CheckRequest, cloud: Cloud): proto.CheckResponse {
    const olds = request.getOlds();
    const resource = identityOf(request.getUrn());
    const checked = operations.check(resource, propertiesOf(request.getNews()), olds && fromStruct(olds), cloud);
    const response = new proto.CheckResponse();
    response.setInputs(toStruct(checked.inputs));
    for (const { property, reason } of checked.failures) {
        const failure = new proto.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        response.addFailures(failure);
    }
    return response;
}

function create(request: proto.CreateRequest, cloud: Cloud): proto.CreateResponse {
    const resource = identityOf(request.getUrn());
    const inputs = propertiesOf(request.getProperties());
    const response = new proto.CreateResponse();
    if (request.getPreview()) {
        response.setProperties(toStruct(operations.previewCreate(resource, inputs, cloud)));
        return response;
    }
    const created = operations.create(resource, inputs, cloud, request.getTimeout());
    response.setId(created.id);
    response.setProperties(toStruct(created.outputs));
    return response;
}

// A response without id means that the resource does not exist.
function read(request: proto.ReadRequest, cloud: Cloud): proto.ReadResponse {
    const inputs = fromStruct(request.getInputs());
    const found = operations.read(identityOf(request.getUrn()), request.getId(), inputs, cloud);
    const response = new proto.ReadResponse();
    if (found) {
        response.setId(found.id);
        response.setProperties(toStruct(found.outputs));
        response.setInputs(toStruct(found.inputs));
    }
    return response;
}

function difference({ changed, replaced, deletesFirst }: operations.Difference): proto.DiffResponse {
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const response = new proto.DiffResponse();
    response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList([...changed]);
    response.setReplacesList([...replaced]);
    response.setDeletebeforereplace(deletesFirst);
    return response;
}

// Another region means other resources; other settings do not affect them.
function configDifference(request: proto.DiffRequest): proto.DiffResponse {
    const news = fromStruct(request.getNews());
    const olds = comparableInputs(fromStruct(request.getOldInputs() ?? request.getOlds()), news);
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
        (key) => !sameValue(olds[key], news[key]),
    );
    return difference({ changed, replaced: changed.filter((key) => key === "region"), deletesFirst: false });
}

// The engine names a default provider after its version, such as `default_0_0_14`.
function defaultVersion(name = ""): string | undefined {
    return /^default_(\d+_\d+_\d+)$/.exec(name)?.[1]?.replaceAll("_", ".");
}

function propertiesOf(struct: Parameters<typeof fromStruct>[0]): PropertyMap {
    return withSecrets(fromStruct(struct)) as PropertyMap;
}

function identityOf(urn: string): Identity {
    return { urn, ...parseUrn(urn) };
}
