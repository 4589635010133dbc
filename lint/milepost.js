/** Rules of this repository that no published plugin has. */
export default {
  meta: { name: "milepost" },
  rules: {
    "zod-namespace": {
      create: (context) => ({
        ImportDeclaration(node) {
          if (node.source.value !== "zod" || node.importKind === "type") return;
          if (node.specifiers.every((specifier) => specifier.type === "ImportNamespaceSpecifier")) return;
          context.report({
            node,
            message: 'Write `import * as z from "zod"`: the named form bundles 93 kB instead of 26.',
          });
        },
      }),
    },
  },
};
