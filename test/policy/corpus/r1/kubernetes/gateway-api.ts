import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const past = (reason: string, at: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at,
    resources,
});

const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const object = (type: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `kubernetes:${type}`,
    name,
    props,
    from,
});

const reference: Props = { group: "gateway.k8s.aws", kind: "LoadBalancerConfiguration", name: "internal" };
const settings = (metadata: Props = { name: "internal" }, type = "gateway.k8s.aws/v1beta1:LoadBalancerConfiguration") =>
    object(type, "settings", { metadata, spec: { scheme: "internal" } });
const gateway = (parametersRef: Json, more: Props = {}, metadata: Props = { name: "edge" }): Declared =>
    object("gateway.networking.k8s.io/v1:Gateway", "gateway", {
        metadata,
        spec: {
            ...(parametersRef === null ? {} : { infrastructure: { parametersRef }, gatewayClassName: "private" }),
            ...more,
        },
    });
const gatewayClass = (spec: Props, name: Json = "private"): Declared =>
    object("gateway.networking.k8s.io/v1:GatewayClass", "class", {
        metadata: { name },
        spec: { controllerName: "gateway.k8s.aws/alb", ...spec },
    });
const ownClass = gatewayClass({});
const internal = [settings(), ownClass, gateway(reference)];
const ofClass = (gatewayClassName: Json): Declared => gateway(null, { gatewayClassName });

const route = (parentRefs: Json, metadata: Props = {}): Declared =>
    object("gateway.networking.k8s.io/v1:HTTPRoute", "route", { metadata, spec: { parentRefs } });
const listeners = (parentRef: Json): Declared =>
    object("gateway.networking.k8s.io/v1:ListenerSet", "listeners", {
        metadata: { name: "edge-more" },
        spec: { parentRef },
    });

const arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/1";
const target: Declared = { type: "aws:lb/targetGroup:TargetGroup", name: "target", props: { name: "shop", port: 80 } };
const binding = (spec: Props, from: Declared["from"] = {}): Declared =>
    object("elbv2.k8s.aws/v1beta1:TargetGroupBinding", "binding", { spec }, from);

const ingressClass = (name: Json, controller: Json): Declared =>
    object("networking.k8s.io/v1:IngressClass", "class", { metadata: { name }, spec: { controller } });

/** References to an object that only looks like the expected one. */
const gatewayApiViolations: readonly ViolationCase[] = [
    past(
        "settings of a group that the controller does not read",
        "gateway",
        settings({ name: "internal" }, "example.com/v1:LoadBalancerConfiguration"),
        ownClass,
        gateway(reference),
    ),
    past("settings of another group", "gateway", settings(), ownClass, gateway({ ...reference, group: "example.com" })),
    past("settings of another kind", "gateway", settings(), ownClass, gateway({ ...reference, kind: "ConfigMap" })),
    past("settings without a name", "gateway", settings(), ownClass, gateway({ ...reference, name: null })),
    past("settings with another name", "gateway", settings({ name: "public" }), ownClass, gateway(reference)),
    past("settings whose group is unknown", "gateway", settings(), ownClass, gateway({ ...reference, group: unknown })),
    past("settings whose kind is unknown", "gateway", settings(), ownClass, gateway({ ...reference, kind: unknown })),
    past(
        "settings with the same name in another namespace",
        "gateway",
        settings({ name: "internal", namespace: "infra" }),
        ownClass,
        gateway(reference),
    ),
    past(
        "a patch of settings, which creates none",
        "gateway",
        object("gateway.k8s.aws/v1beta1:LoadBalancerConfigurationPatch", "patch", settings().props ?? {}),
        ownClass,
        gateway(reference),
    ),
    past(
        "another kind with the settings' name",
        "gateway",
        object("core/v1:ConfigMap", "settings", { metadata: { name: "internal" } }),
        ownClass,
        gateway(reference),
    ),
    past("unknown settings", "gateway", settings(), ownClass, gateway(unknown)),
    past(
        "a class of a controller that does not read the settings",
        "gateway",
        settings(),
        gatewayClass({ controllerName: "istio.io/gateway-controller" }),
        gateway(reference, { gatewayClassName: "private" }),
    ),
    past(
        "a class whose controller is unknown",
        "gateway",
        settings(),
        gatewayClass({ controllerName: unknown }),
        gateway(reference, { gatewayClassName: "private" }),
    ),
    past(
        "an unknown class alongside one of another controller",
        "gateway",
        settings(),
        gatewayClass({ controllerName: "istio.io/gateway-controller" }),
        gateway(reference, { gatewayClassName: unknown }),
    ),
    past(
        "a class outside the stack, possibly of another controller",
        "gateway",
        settings(),
        gateway(reference, { gatewayClassName: "nginx" }),
    ),
    past("no class at all", "gateway", settings(), ownClass, gateway(reference, { gatewayClassName: null })),
    past(
        "a class without a controller",
        "gateway",
        settings(),
        gatewayClass({ controllerName: null }),
        gateway(reference),
    ),
    past("an unknown class from outside the stack", "gateway", settings(), ownClass, {
        ...gateway(reference, { gatewayClassName: unknown }),
        from: { spec: ["settings"] },
    }),
    past(
        "one of two classes, one of which has no settings",
        "gateway",
        settings(),
        gatewayClass({ parametersRef: reference }),
        { ...gatewayClass({}, "public"), name: "other" },
        { ...ofClass(unknown), from: { spec: ["class", "other"] } },
    ),
    past("a class without settings", "gateway", settings(), gatewayClass({}), ofClass("private")),
    past(
        "a class other than the one with settings",
        "gateway",
        settings(),
        gatewayClass({ parametersRef: reference }),
        ofClass("public"),
    ),
    past("an unknown class", "gateway", settings(), gatewayClass({ parametersRef: reference }), ofClass(unknown)),
    past(
        "an Ingress class with the name of a class with settings",
        "gateway",
        settings(),
        object("networking.k8s.io/v1:IngressClass", "class", {
            metadata: { name: "private" },
            spec: { parametersRef: reference },
        }),
        ofClass("private"),
    ),
    past(
        "a class with settings in another namespace",
        "gateway",
        settings(),
        gatewayClass({ parametersRef: { ...reference, namespace: "infra" } }),
        ofClass("private"),
    ),
    past(
        "a Gateway in a list",
        "all",
        object("gateway.networking.k8s.io/v1:GatewayList", "all", { items: [{ spec: { gatewayClassName: "a" } }] }),
    ),
    past(
        "a Gateway in an unknown namespace, with settings in another unknown one",
        "gateway",
        settings({ name: "internal", namespace: unknown }),
        ownClass,
        gateway(reference, {}, { name: "edge", namespace: unknown }),
    ),
    past(
        "a class with an unknown name and another controller",
        "gateway",
        settings(),
        gatewayClass({ controllerName: "istio.io/gateway-controller" }, unknown),
        gateway(reference, { gatewayClassName: "private" }),
    ),
    past(
        "a route whose parent's namespace is unknown",
        "route",
        ...internal,
        route([{ name: "edge", namespace: unknown }]),
    ),
    past("a route with an unknown parent kind", "route", ...internal, route([{ kind: unknown, name: "edge" }])),
    past(
        "a patch that removes the settings from a Gateway",
        "patch",
        object("gateway.networking.k8s.io/v1:GatewayPatch", "patch", { spec: { gatewayClassName: "istio" } }),
    ),
    past(
        "a route of a Gateway with the same name in another namespace",
        "route",
        ...internal,
        route([{ name: "edge", namespace: "infra" }]),
    ),
    past(
        "a route in another namespace than the Gateway with that name",
        "route",
        ...internal,
        route([{ name: "edge" }], { namespace: "shop" }),
    ),
    past(
        "a route with the logical name of a Gateway, which Kubernetes does not know",
        "route",
        ...internal,
        route([{ name: "gateway" }]),
    ),
    past(
        "a route of another kind with the Gateway's name",
        "route",
        ...internal,
        route([{ kind: "ListenerSet", name: "edge" }]),
    ),
    past(
        "a route of an Istio Gateway that has the name of one in the stack",
        "route",
        object("core/v1:ConfigMap", "edge", { metadata: { name: "edge" } }),
        route([{ name: "edge" }]),
    ),
    past(
        "a route of another route with that name, in a list",
        "route",
        object("core/v1:List", "all", {
            items: [{ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", metadata: { name: "edge" } }],
        }),
        route([{ name: "edge" }]),
    ),
    past("a route with a parent without a name", "route", ...internal, route([{ kind: "Gateway" }])),
    past("a route with an unknown parent", "route", ...internal, route([unknown])),
    past("a route with a single parent instead of a list", "route", ...internal, route({ name: "shared" })),
    past(
        "a route whose Gateway has an unknown name without a dependency",
        "route",
        ...internal,
        route([{ name: unknown }]),
    ),
    past("a route whose Gateway's name comes from the settings", "route", ...internal, {
        ...route([{ name: unknown }]),
        from: { spec: ["settings"] },
    }),
    past(
        "a route that names a Service for an unknown parent",
        "route",
        ...internal,
        route([{ kind: unknown, name: "shared" }]),
    ),
    past("listeners of a Gateway outside the stack", "listeners", ...internal, listeners({ name: "shared" })),
    past("listeners of an unknown Gateway", "listeners", ...internal, listeners(unknown)),
    past(
        "listeners of the experimental type",
        "listeners",
        ...internal,
        object("gateway.networking.x-k8s.io/v1alpha1:XListenerSet", "listeners", {
            spec: { parentRef: { name: "shared" } },
        }),
    ),
    past(
        "a TCP route, the second of a list",
        "routes",
        ...internal,
        object("gateway.networking.k8s.io/v1alpha2:TCPRouteList", "routes", {
            items: [{ spec: { parentRefs: [{ name: "edge" }] } }, { spec: { parentRefs: [{ name: "shared" }] } }],
        }),
    ),
    {
        ...past(
            "a constant target group alongside one in the stack",
            "binding",
            target,
            binding({ targetGroupARN: arn, vpcID: unknown }, { spec: ["target"] }),
        ),
        unknownIsFine: ["binding spec.targetGroupARN"],
    },
    past(
        "a target group with an id that is not in the stack",
        "binding",
        { ...target, outputs: { id: arn } },
        binding({ targetGroupARN: `${arn}0` }),
    ),
    past("a target group by a name that is not in the stack", "binding", target, binding({ targetGroupName: "x" })),
    past(
        "a target group outside the stack, with the name of one in the stack",
        "binding",
        { ...target, outputs: { id: arn } },
        binding({ targetGroupARN: `${arn}0`, targetGroupName: "shop" }),
    ),
    past("a binding without a target group", "binding", target, binding({ targetType: "ip" })),
    past(
        "a binding that depends on a target group and does not name one",
        "binding",
        target,
        binding({ targetType: "ip", vpcID: unknown }, { spec: ["target"] }),
    ),
    past(
        "an unknown target group with the name of one in the stack",
        "binding",
        target,
        binding({ targetGroupARN: unknown, targetGroupName: "shop" }),
    ),
    past(
        "a target group named by another type of resource",
        "binding",
        { type: "aws:ssm/parameter:Parameter", name: "parameter", props: {} },
        target,
        binding({ targetGroupARN: unknown }, { spec: ["parameter"] }),
    ),
    past(
        "the class of private Ingresses, assigned to another controller",
        "class",
        ingressClass("alb", "k8s.io/ingress-nginx"),
    ),
    past("the class of private Ingresses, whose controller is unknown", "class", ingressClass("alb", unknown)),
    past("a class that may be that of private Ingresses", "class", ingressClass(unknown, "k8s.io/ingress-nginx")),
    past(
        "the class of private Ingresses without a controller",
        "class",
        object("networking.k8s.io/v1:IngressClass", "class", { metadata: { name: "alb" }, spec: {} }),
    ),
    past(
        "a patch that assigns the class of private Ingresses to another controller",
        "class",
        object("networking.k8s.io/v1:IngressClassPatch", "class", {
            metadata: { name: "alb" },
            spec: { controller: "k8s.io/ingress-nginx" },
        }),
    ),
];

const ignoring = (resource: Declared, ...ignoreChanges: string[]): Declared => ({ ...resource, ignoreChanges });
const bound = binding({ targetGroupName: "shop" });

/** Objects that refer to an object in the stack but ignore changes of the reference. */
const ignoredJoinViolations: readonly ViolationCase[] = [
    past(
        "ignored changes of a Gateway's class",
        "gateway",
        settings(),
        ownClass,
        ignoring(gateway(reference), "spec.gatewayClassName"),
    ),
    past(
        "ignored changes of a Gateway's settings",
        "gateway",
        settings(),
        ownClass,
        ignoring(gateway(reference), "spec.infrastructure.parametersRef.name"),
    ),
    past(
        "ignored changes of a Gateway's infrastructure annotations",
        "gateway",
        settings(),
        ownClass,
        ignoring(gateway(reference), "spec.infrastructure.annotations"),
    ),
    past("ignored changes of a class's controller", "class", ignoring(ownClass, "spec.controllerName")),
    past("ignored changes of a class's settings", "class", ignoring(ownClass, "spec.parametersRef")),
    past(
        "ignored changes of a route's Gateways",
        "route",
        ...internal,
        ignoring(route([{ name: "edge" }]), "spec.parentRefs"),
    ),
    past(
        "ignored changes of the Gateway of a ListenerSet",
        "listeners",
        ...internal,
        ignoring(listeners({ name: "edge" }), "spec.parentRef"),
    ),
    past("ignored changes of a binding's target group", "binding", target, ignoring(bound, "spec.targetGroupARN")),
    past(
        "ignored changes of the name of a binding's target group",
        "binding",
        target,
        ignoring(bound, "spec.targetGroupName"),
    ),
];

/** Objects that refer to an object in the stack. */
export const clean: readonly CleanCase[] = [
    holds(
        "ignored changes of irrelevant properties of a Gateway, its class, its route and a binding",
        settings(),
        ignoring(ownClass, "metadata.labels", "spec.description"),
        ignoring(gateway(reference), "metadata.annotations", "spec.infrastructure.labels"),
        ignoring(route([{ name: "edge" }]), "spec.rules"),
        target,
        ignoring(bound, "spec.serviceRef"),
    ),
    holds(
        "a Gateway of the controller's class, with internal settings",
        settings(),
        gatewayClass({ controllerName: "gateway.k8s.aws/alb" }),
        gateway(reference, { gatewayClassName: "private" }),
    ),
    holds(
        "a Gateway of a class that is read from the cluster, with internal settings",
        settings(),
        { ...ownClass, onlyInState: true },
        gateway(reference),
    ),
    holds(
        "a Gateway whose class's name is not yet known",
        settings(),
        { ...ownClass, props: { spec: { controllerName: "gateway.k8s.aws/nlb" } } },
        { ...gateway(reference, { gatewayClassName: unknown }), from: { spec: ["settings", "class"] } },
    ),
    holds(
        "a Gateway whose class has the settings, and whose class's name is not yet known",
        settings(),
        { ...gatewayClass({}, "other"), name: "other" },
        gatewayClass({ parametersRef: reference }),
        { ...ofClass(unknown), from: { spec: ["class"] } },
    ),
    holds(
        "a Gateway with settings in its own namespace",
        settings({ name: "internal", namespace: "shop" }),
        ownClass,
        gateway(reference, {}, { name: "edge", namespace: "shop" }),
    ),
    holds(
        "a Gateway of the second class of two, with settings in the class's namespace",
        settings({ name: "internal", namespace: "infra" }),
        { ...gatewayClass({ controllerName: "istio.io/gateway-controller" }, "mesh"), name: "other" },
        gatewayClass({
            controllerName: "gateway.k8s.aws/nlb",
            parametersRef: { ...reference, namespace: "infra" },
        }),
        ofClass("private"),
    ),
    holds(
        "a Gateway whose settings are in a list",
        object("gateway.k8s.aws/v1beta1:LoadBalancerConfigurationList", "settings", {
            items: [{ metadata: { name: "internal" }, spec: { scheme: "internal" } }],
        }),
        ownClass,
        gateway(reference),
    ),
    holds(
        "patches of labels",
        object("gateway.networking.k8s.io/v1:GatewayPatch", "gateway", { metadata: { labels: { a: "b" } } }),
        object("gateway.networking.k8s.io/v1:HTTPRoutePatch", "route", { metadata: { labels: { a: "b" } } }),
        object("elbv2.k8s.aws/v1beta1:TargetGroupBindingPatch", "binding", { metadata: { labels: { a: "b" } } }),
        object("networking.k8s.io/v1:IngressClassPatch", "class", { metadata: { name: "alb", labels: { a: "b" } } }),
    ),
    holds(
        "a patch of a class's parameters",
        object("networking.k8s.io/v1:IngressClassPatch", "class", {
            metadata: { name: "alb" },
            spec: { parameters: { kind: "IngressClassParams", name: "private" } },
        }),
    ),
    holds(
        "a route in another namespace, which names that of its Gateway",
        ...internal,
        route([{ name: "edge", namespace: "default" }], { namespace: "shop" }),
    ),
    holds("a route whose Gateway's name is not yet known", ...internal, {
        ...route([{ name: unknown }]),
        from: { spec: ["settings", "gateway"] },
    }),
    holds(
        "a route of the second Gateway of two",
        ...internal,
        { ...gateway(reference, {}, { name: "inner" }), name: "inner" },
        { ...route([{ name: unknown }]), from: { spec: ["inner"] } },
    ),
    holds("listeners of an internal Gateway", ...internal, listeners({ name: "edge" })),
    holds(
        "a route of listeners of an internal Gateway",
        ...internal,
        listeners({ kind: "Gateway", name: "edge" }),
        route([{ kind: "ListenerSet", name: "edge-more" }]),
    ),
    holds(
        "a Linkerd route, which has servers for parents",
        object("policy.linkerd.io/v1beta3:HTTPRoute", "route", {
            spec: { parentRefs: [{ group: "policy.linkerd.io", kind: "Server", name: "shop" }] },
        }),
    ),
    holds(
        "a list of objects of many kinds, all private",
        object("core/v1:List", "all", {
            items: [
                { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "alb" } },
                { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "alb" }, spec: {} },
                { apiVersion: "example.com/v1", kind: "IngressClass", metadata: { name: "alb" }, spec: {} },
                { apiVersion: "elbv2.k8s.aws/v1beta1", kind: "IngressClassParams", spec: { scheme: "internal" } },
                { apiVersion: "gateway.networking.k8s.io/v1beta1", kind: "ReferenceGrant", spec: { from: [], to: [] } },
                { apiVersion: "example.com/v1", kind: "TargetGroupBinding", spec: {} },
                {
                    apiVersion: "networking.k8s.io/v1",
                    kind: "IngressClass",
                    metadata: { name: "alb" },
                    spec: { controller: "eks.amazonaws.com/alb" },
                },
            ],
        }),
    ),
    holds(
        "a binding to a target group in the stack, after an update",
        { ...target, name: "other", outputs: { id: `${arn}0` } },
        { ...target, outputs: { id: arn } },
        binding({ targetGroupARN: arn }, { spec: ["target"] }),
    ),
    holds("a binding to a target group in the stack, by its name", target, binding({ targetGroupName: "shop" })),
    holds(
        "a binding to a target group in the stack, by an unknown name",
        target,
        binding({ targetGroupName: unknown }, { spec: ["target"] }),
    ),
    holds(
        "a list of bindings to a target group in the stack",
        target,
        object(
            "elbv2.k8s.aws/v1beta1:TargetGroupBindingList",
            "bindings",
            { items: [{ spec: { targetGroupARN: unknown } }] },
            { items: ["target"] },
        ),
    ),
    holds("the class of private Ingresses", ingressClass("alb", "ingress.k8s.aws/alb")),
    holds(
        "a class whose name the cluster generates",
        object("networking.k8s.io/v1:IngressClass", "class", {
            metadata: { generateName: "internal-" },
            spec: { controller: "k8s.io/ingress-nginx" },
        }),
    ),
    holds("a class with another name", ingressClass("nginx-internal", "k8s.io/ingress-nginx")),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...gatewayApiViolations, ...ignoredJoinViolations];
