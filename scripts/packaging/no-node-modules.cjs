/** Tells electron-builder to look for no node_modules: everything is bundled into out/. */
exports.default = () => false;
