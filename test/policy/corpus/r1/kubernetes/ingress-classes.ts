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

const object = (type: string, name: string, props: Props): Declared => ({ type: `kubernetes:${type}`, name, props });

const parameters = (spec: Props, name: Json = "private"): Declared =>
    object("eks.amazonaws.com/v1:IngressClassParams", "parameters", { metadata: { name }, spec });
const reference = { apiGroup: "eks.amazonaws.com", kind: "IngressClassParams", name: "private" };
const ofClass = (spec: Props = {}, metadata: Props = { name: "inner" }): Declared =>
    object("networking.k8s.io/v1:IngressClass", "class", {
        metadata,
        spec: { controller: "eks.amazonaws.com/alb", parameters: reference, ...spec },
    });
const ingress = (spec: Json = { ingressClassName: "inner" }, annotations: Json = {}): Declared =>
    object("networking.k8s.io/v1:Ingress", "ingress", { metadata: { annotations }, spec });

const internal = parameters({ scheme: "internal" });
const isDefault = (value: Json): Props => ({
    name: "inner",
    annotations: { "ingressclass.kubernetes.io/is-default-class": value },
});
const scheme = { "alb.ingress.kubernetes.io/scheme": "internal" };

/** Ingresses whose class in the stack does not make them private. */
export const violations: readonly ViolationCase[] = [
    past("an Ingress whose class has parameters without a scheme", "ingress", parameters({}), ofClass(), ingress()),
    past("an Ingress whose class has no parameters", "ingress", internal, ofClass({ parameters: null }), ingress()),
    past(
        "an Ingress whose class has parameters of another kind",
        "ingress",
        internal,
        ofClass({ parameters: { ...reference, kind: "ConfigMap" } }),
        ingress(),
    ),
    past(
        "an Ingress whose class has parameters outside the stack",
        "ingress",
        parameters({ scheme: "internal" }, "other"),
        ofClass(),
        ingress(),
    ),
    past(
        "an Ingress whose class's parameters have an unknown name",
        "ingress",
        parameters({ scheme: "internal" }, unknown),
        ofClass({ parameters: { ...reference, name: unknown } }),
        ingress(),
    ),
    past(
        "an Ingress with an explicit scheme, of a class of another controller",
        "ingress",
        ofClass({ controller: "k8s.io/ingress-nginx" }),
        ingress({ ingressClassName: "inner" }, scheme),
    ),
    past(
        "an Ingress with an explicit scheme, of a class whose controller is unknown",
        "ingress",
        ofClass({ controller: unknown }),
        ingress({ ingressClassName: "inner" }, scheme),
    ),
    past(
        "an Ingress with an explicit scheme, of a class outside the stack",
        "ingress",
        ofClass(),
        ingress({ ingressClassName: "outer" }, scheme),
    ),
    past(
        "an Ingress of one of two classes with the same name, the other with another controller",
        "ingress",
        internal,
        ofClass(),
        { ...ofClass({ controller: "k8s.io/ingress-nginx" }), name: "second" },
        ingress(),
    ),
    past(
        "an Ingress of one of two classes with the same name, the other without parameters",
        "ingress",
        internal,
        ofClass(),
        { ...ofClass({ parameters: null }), name: "second" },
        ingress(),
    ),
    past(
        "an Ingress of a class, alongside one that may have its name and has no parameters",
        "ingress",
        internal,
        ofClass(),
        { ...ofClass({ parameters: null }, { name: unknown }), name: "second" },
        ingress(),
    ),
    past(
        "an Ingress without a class, alongside a class that is not the default",
        "ingress",
        internal,
        ofClass(),
        ingress({}),
    ),
    past(
        "an Ingress without a class, alongside a class that is not shown to be the default",
        "ingress",
        internal,
        ofClass({}, isDefault(unknown)),
        ingress({}),
    ),
    past(
        "an Ingress with the old annotation, which has no parameters",
        "ingress",
        internal,
        ofClass({}, { ...isDefault("true"), name: "alb" }),
        ingress({}, { "kubernetes.io/ingress.class": "alb" }),
    ),
    past("ignored changes of a class's parameters", "class", internal, {
        ...ofClass(),
        ignoreChanges: ["spec.parameters"],
    }),
    past("ignored changes of the parameters of a class whose controller is unknown", "class", internal, {
        ...ofClass({ controller: unknown }),
        ignoreChanges: ["spec.parameters"],
    }),
    past("ignored changes of a class's controller", "class", internal, {
        ...ofClass({}, { name: "alb" }),
        ignoreChanges: ["spec.controller"],
    }),
    past("ignored changes of a class in a list", "classes", {
        ...object("networking.k8s.io/v1:IngressClassList", "classes", {
            items: [{ metadata: { name: "inner" }, spec: { controller: "ingress.k8s.aws/alb" } }],
        }),
        ignoreChanges: ["items[0].spec.controller"],
    }),
];

/** Ingresses whose class in the stack makes them private. */
export const clean: readonly CleanCase[] = [
    holds("an Ingress whose class's parameters are internal", internal, ofClass(), ingress()),
    holds(
        "an Ingress of the class alb, whose parameters are internal",
        internal,
        ofClass({}, { name: "alb" }),
        ingress({ ingressClassName: "alb" }),
    ),
    holds(
        "an Ingress without a class, alongside a default class with internal parameters",
        internal,
        ofClass({}, isDefault("true")),
        ingress({}),
    ),
    holds(
        "an Ingress with an explicit scheme, of a class in the stack without parameters",
        ofClass({ controller: "ingress.k8s.aws/alb", parameters: null }),
        ingress({ ingressClassName: "inner" }, scheme),
    ),
    holds(
        "an Ingress with an explicit scheme and the old annotation",
        ingress({}, { "kubernetes.io/ingress.class": "alb", ...scheme }),
    ),
    holds(
        "a patch of an Ingress class that does not change the scheme",
        ofClass(),
        object("networking.k8s.io/v1:IngressPatch", "ingress", { spec: { ingressClassName: "inner" } }),
    ),
    holds(
        "an Ingress of a class, alongside one that may have its name and the same parameters",
        internal,
        ofClass(),
        {
            ...ofClass({}, { name: unknown }),
            name: "second",
        },
        ingress(),
    ),
    holds("ignored changes of another controller's class", {
        ...ofClass({ controller: "k8s.io/ingress-nginx" }),
        ignoreChanges: ["spec.parameters"],
    }),
    holds("ignored changes of a class's labels", { ...ofClass(), ignoreChanges: ["metadata.labels"] }),
];
