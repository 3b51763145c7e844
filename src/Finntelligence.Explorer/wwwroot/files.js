// What a page gives to the reader's own machine: a file, a print.
Object.assign(window.explorer, {
    async save(name, content) {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([await content.arrayBuffer()]));
        link.download = name;
        document.body.append(link);
        link.click();
        link.remove();
        // The browser has begun to save when it comes to this.
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    print() { window.print(); },
});
